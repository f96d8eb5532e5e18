/**
 * What a model is: limits, capabilities and prices from data in the repository, each with where it was learned.
 *
 * <p>May touch: {@code protocol}.
 */
package dev.openllm.server.catalog;
