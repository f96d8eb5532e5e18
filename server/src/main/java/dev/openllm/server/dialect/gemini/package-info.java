/**
 * The dialect {@code gemini}: the Google API methods {@code generateContent} and {@code streamGenerateContent}.
 *
 * <p>{@link dev.openllm.server.dialect.gemini.GeminiDialect} is the entry point. {@link
 * dev.openllm.server.dialect.gemini.GeminiTraits} describes the differences between model generations, and {@link
 * dev.openllm.server.dialect.gemini.GeminiQuirk} defines the quirks that override this description.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.gemini;
