/**
 * Makes the configured models available over HTTP on loopback to clients that use the OpenAI, Anthropic, Ollama, or
 * Gemini API.
 *
 * <p>{@code gateway.http} is a small HTTP/1.1 server that uses blocking threads. It exists for a single reason: it
 * continues to read while a response is being generated, so the request to the provider is canceled as soon as the
 * client disconnects. The classes whose names end with {@code Api} only convert between the JSON of an API and
 * provider-neutral messages.
 *
 * <p>This package may depend on {@code chat} and on everything that {@code chat} may depend on.
 */
package dev.openllm.server.gateway;
