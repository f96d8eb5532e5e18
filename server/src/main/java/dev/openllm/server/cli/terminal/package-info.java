/**
 * The parts that all commands share: options, stdin, tables, messages on stderr, JSON Lines, and exit codes. This
 * package does not depend on other packages of {@code cli}.
 */
package dev.openllm.server.cli.terminal;
