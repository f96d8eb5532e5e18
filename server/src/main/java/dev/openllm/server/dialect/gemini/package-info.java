/**
 * The dialect {@code gemini}: Google's {@code generateContent} and {@code streamGenerateContent}.
 *
 * <p>{@link dev.openllm.server.dialect.gemini.GeminiDialect} is the entry point. The differences between the
 * generations of models are in {@link dev.openllm.server.dialect.gemini.GeminiTraits}, the quirks that change it in
 * {@link dev.openllm.server.dialect.gemini.GeminiQuirk}.
 *
 * <p>This package may use {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.gemini;
