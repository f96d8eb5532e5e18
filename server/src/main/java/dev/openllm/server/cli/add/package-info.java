/**
 * {@code open-llm add}: adds a provider, which is specified by name or URL. The provider is checked, written to the
 * configuration, and its API key is stored. This package may depend on {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.add;
