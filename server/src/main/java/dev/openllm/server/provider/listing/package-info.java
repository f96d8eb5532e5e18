/**
 * Requests model lists in the format of each kind of provider, and caches them. This package may depend on {@code
 * provider.endpoint}.
 */
package dev.openllm.server.provider.listing;
