/**
 * Reads and changes JSON with comments, preserving layout and comments. This package may depend on {@code
 * config.schema}.
 */
package dev.openllm.server.config.jsonc;
