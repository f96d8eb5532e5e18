/**
 * {@code open-llm log}: stored conversations. This package may use {@code cli.conversation}, {@code cli.markdown}, {@code cli.session}
 * and {@code cli.terminal}.
 */
package dev.openllm.server.cli.log;
