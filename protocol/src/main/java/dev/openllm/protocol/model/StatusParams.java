package dev.openllm.protocol.model;

/** The new status of a provider. */
public record StatusParams(String provider, ProviderStatus status) {}
