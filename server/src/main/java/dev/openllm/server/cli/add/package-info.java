/**
 * {@code open-llm add}: checks a provider that is specified by name or URL, writes it to the configuration, and stores
 * its API key. This package may depend on {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.add;
