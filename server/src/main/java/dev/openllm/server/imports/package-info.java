/**
 * Converts the configurations of other programs to import plans. The supported programs are VS Code, LiteLLM, Continue,
 * {@code llm}, and Abbenay. This package reads files but does not write any. It may depend on {@code config} (for YAML)
 * and {@code file}. Only {@code cli} may depend on this package.
 */
package dev.openllm.server.imports;
