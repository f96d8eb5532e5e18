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
 * @param reach who may set it
 * @param failsClosed an invalid value makes its provider or model unusable, or everything where it belongs to neither:
 *     it decides where data goes, or how much, so no default may take its place
 * @param markdown what it does, in a few sentences of Markdown
 * @param refusal why it is never read, and what to do instead
 * @param otherwise the value that applies when none is set, as written; empty where there is none or it depends
 * @param vsCode what VS Code shows of it
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

    /** Whether it fails closed, or holds something that does. */
    boolean holdsFailingClosed() {
        Shape inner = Shape.itemOf(Optional.of(shape)).orElse(shape);
        return failsClosed
                || inner instanceof Shape.Group group && group.fields().stream().anyMatch(Field::holdsFailingClosed);
    }

    public Field named(String other) {
        return new Field(other, aliases, shape, reach, failsClosed, markdown, refusal, otherwise, vsCode);
    }

    /** Who may set something. */
    public enum Reach {
        /** The user, and workspaces the user trusts. Nothing is read from any other. */
        TRUSTED,
        /** Only the user: a workspace could read along or spend with it. */
        PERSON,
        /** Only the user's own YAML file, by hand: it runs a program. No client and no import can write it. */
        OWN_FILE
    }

    /**
     * How VS Code presents a setting. Where nothing else is specified, the scope follows from the {@link Reach}.
     *
     * @param markdown the description, where that of other places does not fit
     * @param ofMachine the value belongs to one machine and is not synchronized
     * @param elsewhere VS Code has a setting of its own for it, so none is registered
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
