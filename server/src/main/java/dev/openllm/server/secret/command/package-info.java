/**
 * Reads API keys from programs specified by the user. This package may depend on {@code secret}; only the composition
 * root may depend on this package.
 */
package dev.openllm.server.secret.command;
