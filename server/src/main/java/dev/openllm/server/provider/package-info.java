/**
 * Manages the providers and their status: data files, quirks, discovery of local servers, and model lists.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, {@code http}, {@code config}, {@code secret}, and
 * {@code catalog}.
 */
package dev.openllm.server.provider;
