/**
 * The command line, written against {@code OpenLlmServer}: in this process, or a running one.
 *
 * <p>{@link dev.openllm.server.cli.CommandLineTool} is the way in. Each command is one class; {@code Terminal}
 * knows what stdin, stdout and stderr are, {@code ExitCode} what a script sees.
 *
 * <p>Stdout carries only what was asked for: an answer, a list, JSON. Everything said about it goes to stderr.
 *
 * <p>May touch: {@code protocol} only; {@code Application} hands it the rest. The only package that uses picocli.
 */
package dev.openllm.server.cli;
