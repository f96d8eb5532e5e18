/**
 * The embedding APIs of OpenAI, Google, Ollama, and Cohere, implemented as pure conversions between JSON and vectors.
 * This package may depend on {@code dialect}.
 */
package dev.openllm.server.dialect.embedding;
