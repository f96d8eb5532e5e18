/**
 * Connects a command to a server: one in this process, or one that is already running. This package may use {@code cli.terminal}.
 */
package dev.openllm.server.cli.session;
