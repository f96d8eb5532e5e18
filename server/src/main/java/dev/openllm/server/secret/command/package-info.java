/**
 * Reads API keys from the output of programs that the user specifies. This package may depend on {@code secret}; only
 * the composition root may depend on this package.
 */
package dev.openllm.server.secret.command;
