/**
 * The dialect {@code openai-responses}: the OpenAI Responses API, without storage of responses at the provider ({@code
 * store: false}). The model's reasoning is returned in encrypted form and stored as provider state.
 *
 * <p>The constants of {@link dev.openllm.server.dialect.openairesponses.OpenAiResponsesQuirk} and {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk} define the supported quirks. The API supports neither stop sequences
 * nor a seed, so these options are not sent.
 */
package dev.openllm.server.dialect.openairesponses;
