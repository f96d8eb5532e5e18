/**
 * The model catalog, which contains the limits, capabilities, and prices of models. The data files are part of the
 * repository and specify their sources.
 *
 * <p>The model table is {@code models.tsv} in this package. Its lines are sorted by byte value, its columns are
 * separated by tabs, and trailing empty columns are omitted. The columns are the normalized name ({@link
 * dev.openllm.server.catalog.ModelName}), provider (the ID of a built-in provider), model ID, display name (if it
 * differs from the model ID), context tokens, prompt tokens (if limited separately), response tokens, input types and
 * output types ({@code t}ext, {@code i}mages, {@code p}df, {@code a}udio, {@code v}ideo), capabilities ({@code T}ools,
 * {@code R}easoning, {@code S}tructured output, sampling {@code P}arameters), the prices of input tokens, output
 * tokens, tokens read from a cache, and tokens written to a cache (in US dollars per million tokens), release date, and
 * status. {@link dev.openllm.server.catalog.ModelsDev} creates a table in the same format from the data of models.dev.
 * The file {@code model-rules.jsonc} specifies the reasoning efforts and quirks of models.
 *
 * <p>This package may depend on {@code protocol}.
 */
package dev.openllm.server.catalog;
