/**
 * The elements common to all commands: options, stdin, tables, messages on stderr, JSON Lines, and exit codes. This
 * package does not depend on other packages of {@code cli}.
 */
package dev.openllm.server.cli.terminal;
