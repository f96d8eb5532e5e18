/**
 * The dialect {@code openai-responses}: OpenAI's Responses, used without the provider's memory. Nothing is stored
 * there ({@code store: false}); what the model thought comes back encrypted and is carried as provider state.
 *
 * <p>The quirks it knows, with their meaning, are the constants of {@link
 * dev.openllm.server.dialect.openairesponses.OpenAiResponsesQuirk} and {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. Responses has no stop texts and no seed: those options are not sent.
 */
package dev.openllm.server.dialect.openairesponses;
