/**
 * The dialect {@code openai-responses}: OpenAI's Responses, used without the provider's storage. Nothing is stored
 * there ({@code store: false}); the model's reasoning is returned encrypted and kept as provider state.
 *
 * <p>The quirks that it supports, with their meaning, are the constants of {@link
 * dev.openllm.server.dialect.openairesponses.OpenAiResponsesQuirk} and {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. Responses has no stop texts and no seed: those options are not sent.
 */
package dev.openllm.server.dialect.openairesponses;
