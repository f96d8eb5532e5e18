/**
 * Connects a command to a server in this process or to a running server. This package may depend on {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.session;
