package dev.openllm.protocol.model;

/** A provider's new state. */
public record StatusParams(String provider, ProviderStatus status) {}
