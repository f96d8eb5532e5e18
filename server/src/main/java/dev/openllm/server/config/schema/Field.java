package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration.
 *
 * @param name its camelCase spelling, as in VS Code settings; {@link #yamlName} is the other one
 * @param aliases other accepted spellings
 * @param reach who may set it
 * @param failsClosed whether an invalid value makes its provider or model unusable, or everything if it belongs to
 *     neither: it decides where data goes, or how much, so no default may replace it
 * @param markdown what it does, in a few sentences of Markdown
 * @param refusal why it is never accepted, and what to do instead
 * @param otherwise the default, as written; empty if there is none or it depends
 * @param vsCode how VS Code shows it
 */
public record Field(
        String name,
        List<String> aliases,
        Shape shape,
        Reach reach,
        boolean failsClosed,
        String markdown,
        Optional<UserText> refusal,
        Optional<String> otherwise,
        InVsCode vsCode) {

    public Field {
        aliases = List.copyOf(aliases);
    }

    Field(String name, Shape shape, Reach reach, String markdown, Optional<UserText> refusal) {
        this(name, List.of(), shape, reach, false, markdown, refusal, Optional.empty(), InVsCode.AS_ELSEWHERE);
    }

    /** Its snake_case spelling, as in YAML files. */
    public String yamlName() {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    public boolean answersTo(String spelling) {
        return name.equals(spelling) || yamlName().equals(spelling) || aliases.contains(spelling);
    }

    /** What it does, and its default, as plain text. */
    public String description() {
        return plain(markdown)
                + otherwise.map(value -> " Default: " + value + ".").orElse("");
    }

    static String plain(String markdown) {
        return markdown.replace("`", "").replace("**", "");
    }

    Field alias(String alias) {
        return new Field(name, List.of(alias), shape, reach, failsClosed, markdown, refusal, otherwise, vsCode);
    }

    Field failingClosed() {
        return new Field(name, aliases, shape, reach, true, markdown, refusal, otherwise, vsCode);
    }

    Field otherwise(String value) {
        return new Field(name, aliases, shape, reach, failsClosed, markdown, refusal, Optional.of(value), vsCode);
    }

    Field shown(InVsCode shown) {
        return new Field(name, aliases, shape, reach, failsClosed, markdown, refusal, otherwise, shown);
    }

    /** Whether it fails closed, or contains a field that does. */
    boolean holdsFailingClosed() {
        Shape inner = Shape.itemOf(Optional.of(shape)).orElse(shape);
        return failsClosed
                || inner instanceof Shape.Group group && group.fields().stream().anyMatch(Field::holdsFailingClosed);
    }

    public Field named(String other) {
        return new Field(other, aliases, shape, reach, failsClosed, markdown, refusal, otherwise, vsCode);
    }

    /** Who may set a field. */
    public enum Reach {
        /** The user, and workspaces that the user trusts. Other sources are ignored. */
        TRUSTED,
        /** Only the user: a workspace could otherwise read data or spend money. */
        PERSON,
        /** Only the user's own YAML file, by hand: it runs a program. No client and no import can write it. */
        OWN_FILE
    }

    /**
     * How VS Code shows a setting. Unless specified, the scope follows from the {@link Reach}.
     *
     * @param markdown the description, if it differs
     * @param ofMachine whether the value belongs to one machine and is not synchronized
     * @param elsewhere whether VS Code has a setting of its own for it, so none is registered
     */
    public record InVsCode(Optional<String> markdown, boolean ofMachine, boolean elsewhere) {

        static final InVsCode AS_ELSEWHERE = new InVsCode(Optional.empty(), false, false);
        static final InVsCode HAS_ITS_OWN = new InVsCode(Optional.empty(), false, true);

        static InVsCode described(String markdown) {
            return new InVsCode(Optional.of(markdown), false, false);
        }

        InVsCode perMachine() {
            return new InVsCode(markdown, true, elsewhere);
        }
    }
}
