/**
 * Determines whether a request is retried, how long it waits before the retry, and how the wait is canceled. This
 * package must not depend on any other package of {@code chat}.
 */
package dev.openllm.server.chat.retry;
