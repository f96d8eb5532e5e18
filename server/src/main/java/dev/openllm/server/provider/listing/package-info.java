/**
 * Model lists as providers publish them: which request brings one, and the cache. It may use {@code provider.endpoint}.
 */
package dev.openllm.server.provider.listing;
