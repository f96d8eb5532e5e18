/**
 * Embeddings over the APIs of OpenAI, Google and Ollama: pure conversion between JSON and vectors. May use {@code
 * dialect}.
 */
package dev.openllm.server.dialect.embedding;
