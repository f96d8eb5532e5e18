/**
 * What the dialects {@code openai-chat} and {@code openai-responses} have in common: the shapes of errors, usage and
 * model lists, with all the ways in which compatible services depart from OpenAI's, what a refused parameter teaches,
 * and the quirks both know ({@link dev.openllm.server.dialect.openai.OpenAiQuirk}).
 */
package dev.openllm.server.dialect.openai;
