/**
 * The API of Ollama. This package may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.ollama;
