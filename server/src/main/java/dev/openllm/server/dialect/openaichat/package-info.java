/**
 * The dialect {@code openai-chat}: the OpenAI Chat Completions API and all APIs that claim to be compatible with this
 * API.
 *
 * <p>The constants of {@link dev.openllm.server.dialect.openaichat.OpenAiChatQuirk} define the supported quirks. {@code
 * OpenAiChatResponseReader} reads responses, and {@code OpenAiChatRequestEncoder} writes requests. The formats of
 * errors and model lists are shared with {@code openai-responses}.
 */
package dev.openllm.server.dialect.openaichat;
