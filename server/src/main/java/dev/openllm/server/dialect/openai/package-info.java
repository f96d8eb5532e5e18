/**
 * What the dialects {@code openai-chat} and {@code openai-responses} have in common: the shapes of errors and of
 * model lists, with all the ways in which compatible services depart from OpenAI's.
 */
package dev.openllm.server.dialect.openai;
