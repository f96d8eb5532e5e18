/**
 * When a request is tried again, how long it waits before that, and how the wait is canceled. It depends on no other
 * package of {@code chat}.
 */
package dev.openllm.server.chat.retry;
