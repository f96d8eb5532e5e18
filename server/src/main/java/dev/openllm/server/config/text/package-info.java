/**
 * The text of a configuration file: reading it within limits, edits to it, and errors with line and column. It depends
 * on no other package of {@code config}.
 */
package dev.openllm.server.config.text;
