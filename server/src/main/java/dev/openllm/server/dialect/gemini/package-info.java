/**
 * The dialect {@code gemini}: the Google API methods {@code generateContent} and {@code streamGenerateContent}.
 *
 * <p>{@link dev.openllm.server.dialect.gemini.GeminiDialect} is the entry point. {@link
 * dev.openllm.server.dialect.gemini.GeminiTraits} derives the features of a model from its generation, and {@link
 * dev.openllm.server.dialect.gemini.GeminiQuirk} defines the quirks that override these features.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.gemini;
