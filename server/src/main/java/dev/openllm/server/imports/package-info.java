/**
 * Reads the configuration of other programs into one plan: VS Code's language models, LiteLLM, Continue, llm, and
 * Abbenay. This package reads files and writes nothing. It may depend on {@code config} (for YAML) and {@code file}.
 * Only {@code cli} may depend on this package.
 */
package dev.openllm.server.imports;
