/** Requests that wait for others of the same provider. This package may use {@code protocol} and {@code chat.retry}. */
package dev.openllm.server.chat.queue;
