/**
 * The APIs of OpenAI, and Mistral's for completions. This package may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.openai;
