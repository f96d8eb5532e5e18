/**
 * {@code open-llm add}: from a provider's name or URL to a checked entry in the configuration with its key stored. It
 * may use {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.add;
