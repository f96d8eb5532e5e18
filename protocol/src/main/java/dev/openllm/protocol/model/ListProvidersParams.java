package dev.openllm.protocol.model;

/**
 * Options for listing providers.
 *
 * @param known whether to also list the built-in providers that are not configured
 * @param refresh whether to detect local providers again and request new model lists
 */
public record ListProvidersParams(boolean known, boolean refresh) {}
