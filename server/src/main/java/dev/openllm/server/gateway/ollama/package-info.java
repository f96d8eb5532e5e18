/** The Ollama API of the gateway. This package may depend on {@code gateway.api} and {@code gateway.http}. */
package dev.openllm.server.gateway.ollama;
