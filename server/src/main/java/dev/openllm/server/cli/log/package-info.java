/**
 * {@code open-llm log}: lists, searches, shows, exports, and deletes stored conversations. This package may depend on
 * {@code cli.conversation}, {@code cli.markdown}, {@code cli.session}, and {@code cli.terminal}.
 */
package dev.openllm.server.cli.log;
