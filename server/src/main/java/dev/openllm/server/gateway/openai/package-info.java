/**
 * OpenAI's APIs, and Mistral's API for prompt completion. This package may depend on {@code gateway.api} and {@code
 * gateway.http}.
 */
package dev.openllm.server.gateway.openai;
