/**
 * {@code open-llm add}: turns a provider name or URL into a checked configuration entry with a stored API key. This
 * package may depend on {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.add;
