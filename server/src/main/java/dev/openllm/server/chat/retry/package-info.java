/**
 * When a request is tried again and how long to wait before that. It depends on no other package of {@code chat}.
 */
package dev.openllm.server.chat.retry;
