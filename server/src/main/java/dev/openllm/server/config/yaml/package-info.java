/**
 * Every operation on YAML that preserves layout and comments: reading into values, finding a position, and patching. It
 * may use {@code config.schema} and {@code config.text}.
 */
package dev.openllm.server.config.yaml;
