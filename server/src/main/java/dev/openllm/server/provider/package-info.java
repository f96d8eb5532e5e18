/**
 * Which services exist and how they are: data files, the few odd ones, discovery of local servers, model lists,
 * status.
 *
 * <p>May touch: {@code protocol}, {@code dialect}, {@code http}, {@code config}, {@code secret}, {@code catalog}.
 */
package dev.openllm.server.provider;
