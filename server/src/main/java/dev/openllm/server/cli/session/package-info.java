/**
 * Connects a command to a server, which runs either in this process or in another process. This package may depend on
 * {@code cli.terminal}.
 */
package dev.openllm.server.cli.session;
