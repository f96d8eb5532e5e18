/**
 * The command line, which connects to an {@code OpenLlmServer} in this process or in another running process.
 *
 * <p>{@link dev.openllm.server.cli.CommandLineTool} is the entry point. Each command is implemented by one class.
 * {@code Terminal} represents stdin, stdout, and stderr, and {@code ExitCode} defines the exit codes.
 *
 * <p>Stdout contains only the requested output: a response, a list, or JSON. Messages are written to stderr.
 *
 * <p>This package may depend only on {@code protocol}; {@code Application} passes all other dependencies. It is the
 * only package that uses picocli.
 */
package dev.openllm.server.cli;
