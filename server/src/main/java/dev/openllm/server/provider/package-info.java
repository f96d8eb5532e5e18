/**
 * The providers and their status: data files, exceptions, discovery of local servers, model lists.
 *
 * <p>This package may use {@code protocol}, {@code dialect}, {@code http}, {@code config}, {@code secret}, {@code catalog}.
 */
package dev.openllm.server.provider;
