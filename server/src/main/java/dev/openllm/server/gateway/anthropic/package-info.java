/**
 * The Messages API of Anthropic. This package may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.anthropic;
