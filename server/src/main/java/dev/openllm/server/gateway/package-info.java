/**
 * Serves the configured models over HTTP on loopback to programs that use the APIs of OpenAI, Anthropic, Ollama, or
 * Google.
 *
 * <p>{@code gateway.http} is a small HTTP/1.1 server with blocking threads. It was written for one reason: it continues
 * to read while a response is produced, so that the request to the provider is canceled as soon as the client
 * disconnects. The classes named {@code …Api} are pure conversions between the JSON of an API and neutral messages.
 *
 * <p>This package may depend on {@code chat} and on everything that {@code chat} may depend on.
 */
package dev.openllm.server.gateway;
