/**
 * The dialect {@code openai-chat}: OpenAI's Chat Completions and everything that calls itself compatible with them.
 *
 * <p>The quirks it knows, with their meaning, are the constants of {@link
 * dev.openllm.server.dialect.openaichat.OpenAiChatQuirk}. An answer is read by {@code OpenAiChatResponseReader}, a request
 * written by {@code OpenAiChatRequestEncoder}; shapes of errors and model lists are shared with {@code openai-responses}.
 */
package dev.openllm.server.dialect.openaichat;
