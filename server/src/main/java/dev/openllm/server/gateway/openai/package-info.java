/**
 * The OpenAI APIs of the gateway, and the Mistral API for prompt completion. This package may depend on {@code
 * gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.openai;
