package dev.openllm.protocol.model;

/**
 * Which providers to list.
 *
 * @param known also the services that are known but not configured
 * @param refresh look again for local servers and ask the providers again
 */
public record ListProvidersParams(boolean known, boolean refresh) {}
