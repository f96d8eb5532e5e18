/**
 * The command line, written against {@code OpenLlmServer}: in this process, or a running one.
 *
 * <p>{@link dev.openllm.server.cli.CommandLineTool} is the entry point. Each command is one class; {@code Terminal}
 * describes stdin, stdout and stderr, {@code ExitCode} the exit codes.
 *
 * <p>Stdout contains only what was requested: a response, a list, JSON. Messages go to stderr.
 *
 * <p>This package may use {@code protocol} only; {@code Application} passes it the rest. The only package that uses picocli.
 */
package dev.openllm.server.cli;
