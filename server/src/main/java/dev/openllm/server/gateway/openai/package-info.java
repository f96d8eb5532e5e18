/**
 * The Chat Completions and Responses APIs of OpenAI. It may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.openai;
