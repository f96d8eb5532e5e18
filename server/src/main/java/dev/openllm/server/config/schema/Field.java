package dev.openllm.server.config.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration.
 *
 * @param name its camelCase spelling, as in VS Code settings; {@link #yamlName} is the other one
 * @param aliases further spellings that mean the same
 * @param reach who may say it
 * @param description one sentence for a person; becomes the description in the JSON Schema
 * @param refusal why it is never read, and what to do instead
 */
public record Field(
        String name, List<String> aliases, Shape shape, Reach reach, String description, Optional<String> refusal) {

    public Field {
        aliases = List.copyOf(aliases);
    }

    /** Its snake_case spelling, as in YAML files. */
    public String yamlName() {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    public boolean answersTo(String spelling) {
        return name.equals(spelling) || yamlName().equals(spelling) || aliases.contains(spelling);
    }

    Field alias(String alias) {
        return new Field(name, List.of(alias), shape, reach, description, refusal);
    }

    public Field named(String other) {
        return new Field(other, aliases, shape, reach, description, refusal);
    }

    /** Who may say something. */
    enum Reach {
        /** Every source, the files of a workspace nobody has trusted yet included: it moves no data elsewhere. */
        ANYONE,
        /** The person, and workspaces the person trusts. */
        TRUSTED,
        /** Only the person: a workspace could read along or spend with it. */
        PERSON
    }
}
