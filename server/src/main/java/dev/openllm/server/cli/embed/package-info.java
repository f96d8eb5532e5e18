/**
 * {@code open-llm embed}: embeddings of texts, lines and files. This package may use {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.embed;
