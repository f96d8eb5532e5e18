/**
 * Facts about models: limits, capabilities and prices from data in the repository, each with its source.
 *
 * <p>The data is {@code models.tsv} in this package, sorted by bytes, columns separated by tabs, trailing empty ones
 * left out: the normalized name ({@link dev.openllm.server.catalog.ModelName}), provider (as in the built-in
 * providers), model, name if it is not the model's id, context tokens, prompt tokens if limited separately, response
 * tokens, input and output ({@code t}ext, {@code i}mages, {@code p}df, {@code a}udio, {@code v}ideo), capabilities
 * ({@code T}ools, {@code R}easoning, {@code S}tructured output, sampling {@code P}arameters), US dollars per million
 * tokens read, generated, read from and written to a cache, release date, and status. {@link
 * dev.openllm.server.catalog.ModelsDev} makes the same table from the data of models.dev. How reasoning is requested is
 * in {@code reasoning.jsonc}.
 *
 * <p>This package may use {@code protocol}.
 */
package dev.openllm.server.catalog;
