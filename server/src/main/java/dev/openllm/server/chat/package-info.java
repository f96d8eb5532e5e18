/**
 * The life of one request: resolve, check, sanitise, send, read, retry, account.
 *
 * <p>May touch: {@code provider} and everything {@code provider} may touch.
 */
package dev.openllm.server.chat;
