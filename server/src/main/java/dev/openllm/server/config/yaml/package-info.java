/**
 * Reads YAML into values, finds positions in it, and changes it, preserving layout and comments. This package may
 * depend on {@code config.schema} and {@code config.text}.
 */
package dev.openllm.server.config.yaml;
