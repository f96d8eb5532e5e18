/**
 * {@code open-llm chat}: one request or an interactive conversation. This package may use {@code cli.session}, {@code
 * cli.conversation}, {@code cli.prompt}, {@code cli.markdown} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.chat;
