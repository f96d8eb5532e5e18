/**
 * {@code open-llm config}: show, change, import and export configuration. This package may use {@code cli.session} and {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.config;
