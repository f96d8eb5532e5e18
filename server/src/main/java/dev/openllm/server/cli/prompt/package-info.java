/**
 * Lines that are edited on a terminal: keys, history, completion. The only package that uses JLine, which is loaded when
 * an interactive chat starts.
 *
 * <p>This package may use {@code file} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.prompt;
