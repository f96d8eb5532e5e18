/** Keys that a program of the user prints. This package may use {@code secret}; only the composition root may use it. */
package dev.openllm.server.secret.command;
