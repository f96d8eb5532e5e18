/**
 * Embeddings over the APIs of OpenAI, Google, Ollama and Cohere: pure conversion between JSON and vectors. This package may use {@code
 * dialect}.
 */
package dev.openllm.server.dialect.embedding;
