/**
 * {@code open-llm secrets}: store, copy, test and delete keys. This package may use {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.secrets;
