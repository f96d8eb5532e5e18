/**
 * {@code open-llm config}: show, change, import and export configuration. It may use {@code cli.session} and {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.config;
