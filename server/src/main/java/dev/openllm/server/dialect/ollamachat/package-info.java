/**
 * The dialect {@code ollama-chat}: Ollama's own API, {@code POST /api/chat}, with NDJSON streams.
 *
 * <p>Preferred to Ollama's OpenAI-compatible address because only here the context length can be set. What the
 * service tells about a model is in {@link dev.openllm.server.dialect.ollamachat.OllamaModelFacts}; the quirks
 * this dialect knows are in {@link dev.openllm.server.dialect.ollamachat.OllamaChatQuirk}.
 *
 * <p>May touch: {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.ollamachat;
