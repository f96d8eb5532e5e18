package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A tool's schema, converted to a form that the provider accepts.
 *
 * @param schema the schema to send
 * @param names the mapping of the caller's property names to the provider's
 */
public record RewrittenSchema(ObjectNode schema, PropertyNames names) {

    /** Returns whether the provider can enforce the schema. */
    public boolean fitsStrict(ToolRules rules) {
        return StrictSchema.fits(schema, rules.strict());
    }

    /** Rewrites a schema. A schema that the provider already accepts is returned unchanged. */
    public static RewrittenSchema of(ObjectNode schema, ToolRules rules) {
        ObjectNode valid = new ValidSchema(schema, rules).rewritten();
        ObjectNode object = ObjectSchema.of(valid);
        PropertyNames names = rules.propertyNames()
                .map(pattern -> PropertyNames.of(object, pattern))
                .orElse(PropertyNames.UNCHANGED);
        ObjectNode renamed = names.isUnchanged() ? object : new RenamedSchema(names).of(object);
        ObjectNode checked = renamed.equals(schema) ? schema : References.removeUnresolved(renamed);
        return new RewrittenSchema(checked, names);
    }
}
