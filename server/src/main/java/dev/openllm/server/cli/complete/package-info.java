/**
 * {@code open-llm complete}: the text to insert at a position of a document. This package may use {@code cli.session} and {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.complete;
