/**
 * The API of Ollama. It may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.ollama;
