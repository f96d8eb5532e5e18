/**
 * Queues requests that are sent to the same provider. This package may depend on {@code protocol} and {@code
 * chat.retry}.
 */
package dev.openllm.server.chat.queue;
