/**
 * {@code open-llm chat}: sends one request or runs an interactive conversation. This package may depend on {@code
 * cli.session}, {@code cli.conversation}, {@code cli.prompt}, {@code cli.markdown}, and {@code cli.terminal}.
 */
package dev.openllm.server.cli.chat;
