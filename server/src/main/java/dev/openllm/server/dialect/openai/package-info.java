/**
 * The components that the dialects {@code openai-chat} and {@code openai-responses} have in common: the formats of
 * errors, usage, and model lists, including all known deviations of compatible providers; the quirks learned from
 * rejections; and the quirks that both dialects support ({@link dev.openllm.server.dialect.openai.OpenAiQuirk}).
 */
package dev.openllm.server.dialect.openai;
