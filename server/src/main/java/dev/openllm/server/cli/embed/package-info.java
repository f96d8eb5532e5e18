/**
 * {@code open-llm embed}: creates embeddings of text, lines, and files. This package may depend on {@code cli.session}
 * and {@code cli.terminal}.
 */
package dev.openllm.server.cli.embed;
