/**
 * Reads and changes JSON with comments without affecting layout or comments. This package may depend on {@code
 * config.schema}.
 */
package dev.openllm.server.config.jsonc;
