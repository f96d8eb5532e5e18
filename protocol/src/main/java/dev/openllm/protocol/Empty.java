package dev.openllm.protocol;

/** The result of a request that only says it is done. */
public record Empty() {}
