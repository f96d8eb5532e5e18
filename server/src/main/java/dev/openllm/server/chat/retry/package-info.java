/**
 * When a request is retried, how long it waits before, and how the wait is canceled. This package depends on no other package of
 * {@code chat}.
 */
package dev.openllm.server.chat.retry;
