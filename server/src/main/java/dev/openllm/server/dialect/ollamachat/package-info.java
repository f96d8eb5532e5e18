/**
 * The dialect {@code ollama-chat}: Ollama's own API, {@code POST /api/chat}, with NDJSON streams.
 *
 * <p>Preferred to Ollama's OpenAI-compatible address because the context length can be set only here. The details of a
 * model are in {@link dev.openllm.server.dialect.ollamachat.OllamaModelFacts}; the quirks of this dialect are in {@link
 * dev.openllm.server.dialect.ollamachat.OllamaQuirk}.
 *
 * <p>This package may use {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.ollamachat;
