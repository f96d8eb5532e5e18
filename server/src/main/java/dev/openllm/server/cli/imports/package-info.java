/**
 * {@code open-llm import}: imports the configuration of other programs after showing a preview. This package may depend
 * on {@code cli.session}, {@code cli.terminal}, {@code cli.add} (to write the result), and {@code imports}.
 */
package dev.openllm.server.cli.imports;
