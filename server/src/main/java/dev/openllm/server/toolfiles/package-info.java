/**
 * Settings files of other programs, changed in place: JSON with comments, YAML, TOML and dotenv. Unchanged parts keep
 * their text, comments included, and a change can be undone after the file was changed again.
 *
 * <p>This package may use {@code config.schema}, {@code config.jsonc} and {@code config.yaml}.
 */
package dev.openllm.server.toolfiles;
