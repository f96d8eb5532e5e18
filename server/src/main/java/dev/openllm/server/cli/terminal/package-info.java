/**
 * What every command shares: options, standard input, tables, messages on stderr, JSON Lines and exit codes. It depends on
 * no other package of {@code cli}.
 */
package dev.openllm.server.cli.terminal;
