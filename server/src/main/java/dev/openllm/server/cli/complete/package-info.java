/**
 * {@code open-llm complete}: prints a completion for a position in a document. This package may depend on {@code
 * cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.complete;
