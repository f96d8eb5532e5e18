/**
 * {@code open-llm complete}: the text to insert at a position of a document. It may use {@code cli.session} and {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.complete;
