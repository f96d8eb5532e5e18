/**
 * The dialect {@code openai-chat}: OpenAI's Chat Completions and everything that claims compatibility with it.
 *
 * <p>The quirks that it supports, with their meaning, are the constants of {@link
 * dev.openllm.server.dialect.openaichat.OpenAiChatQuirk}. {@code OpenAiChatResponseReader} reads a response, {@code
 * OpenAiChatRequestEncoder} writes a request; the shapes of errors and model lists are shared with {@code
 * openai-responses}.
 */
package dev.openllm.server.dialect.openaichat;
