/**
 * Edits the settings files of other programs in place: JSON with comments, YAML, TOML, and dotenv. Unchanged parts of a
 * file retain their text, including comments, and a change can be undone even after other changes to the file.
 *
 * <p>This package may depend on {@code config.schema}, {@code config.jsonc}, and {@code config.yaml}.
 */
package dev.openllm.server.toolfiles;
