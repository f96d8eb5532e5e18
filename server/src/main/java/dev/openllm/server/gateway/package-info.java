/**
 * The same models for programs that speak the APIs of OpenAI or Anthropic, over HTTP on loopback.
 *
 * <p>May touch: {@code chat} and everything {@code chat} may touch.
 */
package dev.openllm.server.gateway;
