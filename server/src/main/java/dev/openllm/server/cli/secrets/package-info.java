/**
 * {@code open-llm secrets}: stores, copies, tests, and deletes API keys. This package may depend on {@code cli.session}
 * and {@code cli.terminal}.
 */
package dev.openllm.server.cli.secrets;
