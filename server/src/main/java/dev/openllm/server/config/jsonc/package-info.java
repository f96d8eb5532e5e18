/**
 * Every operation on JSON with comments that preserves layout and comments. This package may use {@code config.schema}.
 */
package dev.openllm.server.config.jsonc;
