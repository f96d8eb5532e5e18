/**
 * {@code open-llm import}: takes over what other programs have configured, after a preview. It may use {@code cli.session},
 * {@code cli.terminal}, {@code cli.add} for what is written, and {@code imports}.
 */
package dev.openllm.server.cli.imports;
