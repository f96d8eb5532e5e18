/**
 * {@code open-llm config}: shows, changes, imports, and exports the configuration. This package may depend on {@code
 * cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.config;
