package dev.openllm.protocol;

/** The result of a request that returns no data. */
public record Empty() {}
