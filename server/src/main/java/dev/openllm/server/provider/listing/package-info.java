/**
 * Requests the model lists of providers, which differ in format, and caches the lists. This package may depend on
 * {@code provider.endpoint}.
 */
package dev.openllm.server.provider.listing;
