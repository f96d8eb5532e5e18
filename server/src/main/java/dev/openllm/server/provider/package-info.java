/**
 * Manages the providers and their status: built-in providers, model data, discovery of local servers, and model lists.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, {@code http}, {@code config}, {@code secret}, and
 * {@code catalog}.
 */
package dev.openllm.server.provider;
