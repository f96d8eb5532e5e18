package dev.openllm.protocol.model;

/**
 * Which providers to list.
 *
 * @param known whether to also list the built-in providers that are not configured
 * @param refresh whether to search again for local servers and request new model lists
 */
public record ListProvidersParams(boolean known, boolean refresh) {}
