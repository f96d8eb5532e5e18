/**
 * What a model is: limits, capabilities and prices from data in the repository, each with where it was learned.
 *
 * <p>The data is {@code models.tsv} beside this package, sorted by bytes, columns separated by tabs,
 * trailing empty ones left out: the plain name ({@link dev.openllm.server.catalog.ModelName}), provider (as in the built-in providers), model, name where it is not the model's id,
 * context tokens, prompt tokens where limited apart, answer tokens, what it takes and what it gives ({@code t}ext,
 * {@code i}mages, {@code p}df, {@code a}udio, {@code v}ideo), what it can do ({@code T}ools, {@code R}easoning,
 * {@code S}tructured output, sampling {@code P}arameters), US dollars per million tokens read, generated, read from
 * and written to a cache, release date, and status. {@link dev.openllm.server.catalog.ModelsDev} makes the same
 * table of what models.dev publishes. How reasoning is asked for is in {@code reasoning.jsonc}.
 *
 * <p>May touch: {@code protocol}.
 */
package dev.openllm.server.catalog;
