/**
 * Model lists as providers publish them: the request for each kind of list, and the cache. This package may depend on
 * {@code provider.endpoint}.
 */
package dev.openllm.server.provider.listing;
