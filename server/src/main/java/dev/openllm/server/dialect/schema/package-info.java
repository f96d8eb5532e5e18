/**
 * JSON Schemas of tools, rewritten to a form that the provider accepts. A rewrite only ever allows more: arguments that
 * match the caller's schema match the one that is sent.
 *
 * <p>{@link dev.openllm.server.dialect.schema.ToolRules} are what a dialect declares, {@link
 * dev.openllm.server.dialect.schema.RewrittenSchema} is the result.
 *
 * <p>This package may use Jackson.
 */
package dev.openllm.server.dialect.schema;
