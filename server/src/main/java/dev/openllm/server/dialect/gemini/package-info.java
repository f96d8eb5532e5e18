/**
 * The dialect {@code gemini}: Google's {@code generateContent} and {@code streamGenerateContent}.
 *
 * <p>{@link dev.openllm.server.dialect.gemini.Gemini} is the way in. What differs between the generations of
 * models is in {@link dev.openllm.server.dialect.gemini.GeminiTraits}, the quirks that change it in {@link
 * dev.openllm.server.dialect.gemini.GeminiQuirk}.
 *
 * <p>May touch: {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.gemini;
