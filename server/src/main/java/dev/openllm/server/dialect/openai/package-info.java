/**
 * What the dialects {@code openai-chat} and {@code openai-responses} have in common: the shapes of errors, usage and
 * model lists, with all known deviations of compatible providers, quirks learned from refusals, and the quirks that
 * both support ({@link dev.openllm.server.dialect.openai.OpenAiQuirk}).
 */
package dev.openllm.server.dialect.openai;
