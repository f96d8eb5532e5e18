package dev.openllm.protocol.secret;

/** The name of an entry in the client's secret storage. */
public record SecretStorageKey(String key) {}
