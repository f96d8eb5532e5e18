/**
 * The dialect {@code ollama-chat}: Ollama's own API, {@code POST /api/chat}, with NDJSON streams.
 *
 * <p>This API is preferred over Ollama's OpenAI-compatible API, because only Ollama's own API allows requests to set
 * the context length. {@link dev.openllm.server.dialect.ollamachat.OllamaModelFacts} contains the details of a model,
 * and {@link dev.openllm.server.dialect.ollamachat.OllamaQuirk} defines the quirks of this dialect.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.ollamachat;
