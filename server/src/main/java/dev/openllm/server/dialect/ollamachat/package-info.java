/**
 * The dialect {@code ollama-chat}: the native Ollama API, {@code POST /api/chat}, with NDJSON streams.
 *
 * <p>This API is preferred over the OpenAI-compatible API of Ollama, because requests can set the context length only
 * in the native API. {@link dev.openllm.server.dialect.ollamachat.OllamaModelFacts} contains the details of a model,
 * and {@link dev.openllm.server.dialect.ollamachat.OllamaQuirk} defines the quirks of this dialect.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.ollamachat;
