/**
 * Handles the text of configuration files: size-limited reading, edits, and errors that include the line and column.
 * This package must not depend on any other package of {@code config}.
 */
package dev.openllm.server.config.text;
