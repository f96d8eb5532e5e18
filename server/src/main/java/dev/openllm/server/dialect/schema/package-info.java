/**
 * The JSON Schemas of tools, rewritten to a form that the provider accepts. A rewritten schema is never more
 * restrictive: all arguments that match the caller's schema also match the schema that is sent.
 *
 * <p>A dialect declares its {@link dev.openllm.server.dialect.schema.ToolRules}, and {@link
 * dev.openllm.server.dialect.schema.RewrittenSchema} is the result.
 *
 * <p>This package may depend on Jackson.
 */
package dev.openllm.server.dialect.schema;
