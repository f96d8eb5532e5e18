/**
 * Settings files of other programs, changed in place: JSON with comments, YAML, TOML and dotenv. What is not changed
 * keeps its text, comments included, and a change can be taken back after the file was changed again.
 *
 * <p>It may use {@code config.schema}, {@code config.jsonc} and {@code config.yaml}.
 */
package dev.openllm.server.toolfiles;
