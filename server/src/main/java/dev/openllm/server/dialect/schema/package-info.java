/**
 * Converts the JSON Schemas of tools to a form that the provider accepts. A rewritten schema is never more restrictive
 * than the original: all arguments that match the caller's schema also match the schema that is sent.
 *
 * <p>A dialect declares its {@link dev.openllm.server.dialect.schema.ToolRules}, and the conversion returns a {@link
 * dev.openllm.server.dialect.schema.RewrittenSchema}.
 *
 * <p>This package may depend on Jackson.
 */
package dev.openllm.server.dialect.schema;
