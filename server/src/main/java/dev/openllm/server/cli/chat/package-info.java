/**
 * {@code open-llm chat}: one request or an interactive conversation. It may use {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.chat;
