/** Keys that a program of the user prints. It may use {@code secret}; only the composition root may use it. */
package dev.openllm.server.secret.command;
