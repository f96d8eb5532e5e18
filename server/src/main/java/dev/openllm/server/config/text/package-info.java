/**
 * The text of a configuration file: reading with limits, edits, and errors with line and column. This package may not
 * depend on any other package of {@code config}.
 */
package dev.openllm.server.config.text;
