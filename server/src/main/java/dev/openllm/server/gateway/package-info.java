/**
 * The same models for programs that use the APIs of OpenAI, Anthropic, Ollama or Google, over HTTP on loopback.
 *
 * <p>{@code gateway.http} is a small HTTP/1.1 server with blocking threads. It is our own for one reason: it keeps
 * reading while a response is produced, so that a client that disconnects cancels the request at the provider at once.
 * {@code …Api} are the APIs: pure conversions between their JSON and neutral messages.
 *
 * <p>This package may use {@code chat} and everything {@code chat} may use.
 */
package dev.openllm.server.gateway;
