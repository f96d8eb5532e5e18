/**
 * The same models for programs that speak the APIs of OpenAI, Anthropic, Ollama or Google, over HTTP on loopback.
 *
 * <p>{@code Http…} is a small HTTP/1.1 server whose threads block. It is our own because of one thing that ready ones
 * do not do: it keeps reading while a request is being answered, so that a client that hangs up cancels the request
 * at the provider at once. {@code …Api} are the APIs: pure translations between their JSON and neutral messages.
 *
 * <p>May touch: {@code chat} and everything {@code chat} may touch.
 */
package dev.openllm.server.gateway;
