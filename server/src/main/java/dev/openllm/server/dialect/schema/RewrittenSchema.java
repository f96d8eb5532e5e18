package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The schema of a tool in a form that the provider accepts.
 *
 * @param names from the caller's names of properties to the provider's
 */
public record RewrittenSchema(ObjectNode schema, PropertyNames names) {

    /** Whether the provider can enforce the schema. */
    public boolean fitsStrict(ToolRules rules) {
        return StrictSchema.fits(schema, rules.strict());
    }

    /** Rewrites a schema. One that the provider accepts is unchanged. */
    public static RewrittenSchema of(ObjectNode schema, ToolRules rules) {
        ObjectNode valid = new ValidSchema(schema, rules).rewritten();
        ObjectNode object = ObjectSchema.of(valid);
        PropertyNames names = rules.propertyNames()
                .map(pattern -> PropertyNames.of(object, pattern))
                .orElse(PropertyNames.UNCHANGED);
        ObjectNode named = names.isUnchanged() ? object : new RenamedSchema(names).of(object);
        ObjectNode checked = named.equals(schema) ? schema : References.checked(named);
        return new RewrittenSchema(checked, names);
    }
}
