/**
 * Reads values and their positions from YAML documents, and changes the documents without affecting layout or comments.
 * This package may depend on {@code config.schema} and {@code config.text}.
 */
package dev.openllm.server.config.yaml;
