/**
 * {@code open-llm import}: imports the configuration of other programs, after a preview. This package may use {@code
 * cli.session}, {@code cli.terminal}, {@code cli.add} for what is written, and {@code imports}.
 */
package dev.openllm.server.cli.imports;
