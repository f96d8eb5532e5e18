/**
 * {@code open-llm import}: shows a preview of other programs' configurations and imports them. This package may depend
 * on {@code cli.session}, {@code cli.terminal}, {@code cli.add} (to write the result), and {@code imports}.
 */
package dev.openllm.server.cli.imports;
