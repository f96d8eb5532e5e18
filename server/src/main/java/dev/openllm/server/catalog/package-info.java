/**
 * Facts about models: limits, capabilities, and prices, taken from data in the repository that specifies its sources.
 *
 * <p>The table is {@code models.tsv} in this package, sorted by bytes, with columns separated by tabs and without
 * trailing empty columns. The columns are the normalized name ({@link dev.openllm.server.catalog.ModelName}), provider
 * (as in the built-in providers), model ID, name (if it differs from the model ID), context tokens, prompt tokens (if
 * limited separately), response tokens, input and output types ({@code t}ext, {@code i}mages, {@code p}df, {@code
 * a}udio, {@code v}ideo), capabilities ({@code T}ools, {@code R}easoning, {@code S}tructured output, sampling {@code
 * P}arameters), prices in US dollars per million input tokens, output tokens, tokens read from a cache, and tokens
 * written to a cache, release date, and status. {@link dev.openllm.server.catalog.ModelsDev} creates the same table
 * from the data of models.dev. The file {@code model-rules.jsonc} specifies how reasoning is requested.
 *
 * <p>This package may depend on {@code protocol}.
 */
package dev.openllm.server.catalog;
