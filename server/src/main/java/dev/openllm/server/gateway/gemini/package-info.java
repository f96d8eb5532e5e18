/**
 * The Gemini API of Google. It may use {@code gateway.api} and {@code gateway.http}.
 */
package dev.openllm.server.gateway.gemini;
