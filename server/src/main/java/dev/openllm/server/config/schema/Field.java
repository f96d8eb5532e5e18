package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration.
 *
 * @param name its camelCase spelling, as in VS Code settings; {@link #yamlName} is the other one
 * @param aliases further spellings that mean the same
 * @param reach who may say it
 * @param failsClosed an invalid value makes its provider or model unusable, or everything where it belongs to neither:
 *     it decides where data goes, or how much, so no default may take its place
 * @param description one sentence for the user; becomes the description in the JSON Schema
 * @param refusal why it is never read, and what to do instead
 */
public record Field(
        String name,
        List<String> aliases,
        Shape shape,
        Reach reach,
        boolean failsClosed,
        String description,
        Optional<UserText> refusal) {

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
        return new Field(name, List.of(alias), shape, reach, failsClosed, description, refusal);
    }

    Field failingClosed() {
        return new Field(name, aliases, shape, reach, true, description, refusal);
    }

    /** Whether it fails closed, or holds something that does. */
    boolean holdsFailingClosed() {
        Shape inner = Shape.itemOf(Optional.of(shape)).orElse(shape);
        return failsClosed
                || inner instanceof Shape.Group group && group.fields().stream().anyMatch(Field::holdsFailingClosed);
    }

    public Field named(String other) {
        return new Field(other, aliases, shape, reach, failsClosed, description, refusal);
    }

    /** Who may say something. */
    public enum Reach {
        /** The user, and workspaces the user trusts. Nothing is read from any other. */
        TRUSTED,
        /** Only the user: a workspace could read along or spend with it. */
        PERSON,
        /** Only the user's own YAML file, by hand: it runs a program. No client and no import can write it. */
        OWN_FILE
    }
}
