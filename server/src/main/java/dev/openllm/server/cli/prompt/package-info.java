/**
 * Reads lines that the user edits on a terminal, with key bindings, history, and completion. This is the only package
 * that uses JLine, which is loaded when an interactive chat starts.
 *
 * <p>This package may depend on {@code file} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.prompt;
