/**
 * The connection of a command to a server: one in this process, or a running one. It may use {@code cli.terminal}.
 */
package dev.openllm.server.cli.session;
