/**
 * Configuration of other programs, read into one plan: VS Code's language models, LiteLLM, Continue, llm and Abbenay.
 * Reads files and writes nothing. This package may use {@code config} for YAML, and {@code file}; only {@code cli} uses it.
 */
package dev.openllm.server.imports;
