/**
 * JSON Schemas of tools, rewritten to what a provider takes. A rewrite only ever allows more: arguments that fit the
 * schema of the caller fit the one that is sent.
 *
 * <p>{@link dev.openllm.server.dialect.schema.ToolRules} are what a dialect declares, {@link
 * dev.openllm.server.dialect.schema.RewrittenSchema} is the result.
 *
 * <p>May use: Jackson.
 */
package dev.openllm.server.dialect.schema;
