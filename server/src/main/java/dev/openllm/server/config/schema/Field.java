package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A configuration key.
 *
 * @param name the name in camelCase, as in VS Code settings; {@link #yamlName} returns the name in snake_case
 * @param aliases the other accepted names
 * @param shape the shape of the value
 * @param reach the sources that may set the field
 * @param failsClosed whether an invalid value makes the provider or model that contains the field unusable, or, for a
 *     field outside providers and models, makes all providers unusable. True if the field determines where or how much
 *     data is sent, so that no default can be used in place of the value.
 * @param markdown the description in a few sentences of Markdown
 * @param refusal for a field that is never accepted, the reason and what to do instead
 * @param defaultValue the default value, as written in a file; empty if the field has no default or the default varies
 * @param vsCode how VS Code shows the field
 */
public record Field(
        String name,
        List<String> aliases,
        Shape shape,
        Reach reach,
        boolean failsClosed,
        String markdown,
        Optional<UserText> refusal,
        Optional<String> defaultValue,
        InVsCode vsCode) {

    /**
     * The snake_case names, keyed by camelCase name. They are cached because each key of a configuration file is
     * compared with the names of many fields.
     */
    private static final Map<String, String> YAML_NAMES = new ConcurrentHashMap<>();

    public Field {
        aliases = List.copyOf(aliases);
    }

    Field(String name, Shape shape, Reach reach, String markdown, Optional<UserText> refusal) {
        this(name, List.of(), shape, reach, false, markdown, refusal, Optional.empty(), InVsCode.DEFAULT);
    }

    /** Returns the name in snake_case, as in YAML files. */
    public String yamlName() {
        return YAML_NAMES.computeIfAbsent(
                name,
                camelCase -> camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT));
    }

    public boolean hasName(String spelling) {
        return name.equals(spelling) || yamlName().equals(spelling) || aliases.contains(spelling);
    }

    /** Returns the description and the default as plain text. */
    public String description() {
        return stripMarkdown(markdown)
                + defaultValue.map(value -> " Default: " + value + ".").orElse("");
    }

    static String stripMarkdown(String markdown) {
        return markdown.replace("`", "").replace("**", "");
    }

    Field alias(String alias) {
        return new Field(name, List.of(alias), shape, reach, failsClosed, markdown, refusal, defaultValue, vsCode);
    }

    Field failingClosed() {
        return new Field(name, aliases, shape, reach, true, markdown, refusal, defaultValue, vsCode);
    }

    Field defaultValue(String value) {
        return new Field(name, aliases, shape, reach, failsClosed, markdown, refusal, Optional.of(value), vsCode);
    }

    Field withVsCode(InVsCode presentation) {
        return new Field(name, aliases, shape, reach, failsClosed, markdown, refusal, defaultValue, presentation);
    }

    /** Returns whether this field fails closed or contains a field that fails closed. */
    boolean containsFailClosedField() {
        Shape inner = Shape.itemOf(Optional.of(shape)).orElse(shape);
        return failsClosed
                || inner instanceof Shape.Group group
                        && group.fields().stream().anyMatch(Field::containsFailClosedField);
    }

    public Field withName(String other) {
        return new Field(other, aliases, shape, reach, failsClosed, markdown, refusal, defaultValue, vsCode);
    }

    /** The sources that may set a field. */
    public enum Reach {
        /** The user and the workspaces that the user trusts may set the field. Other sources are ignored. */
        TRUSTED,
        /**
         * Only the user may set the field. If a workspace could set the field, the workspace could read data or spend
         * money.
         */
        PERSON,
        /**
         * Only the user's own YAML file may set the field, and the user must edit the file manually, because the value
         * is a program to run. No client and no import can write the field.
         */
        OWN_FILE
    }

    /**
     * The presentation of a setting in VS Code. By default, the scope is derived from {@link Reach}.
     *
     * @param markdown the description in VS Code, if it differs from the field's description
     * @param machineScoped whether the value applies to a single machine and is not synchronized
     * @param hasVsCodeSetting whether VS Code already has a corresponding setting, in which case this product does not
     *     register one
     */
    public record InVsCode(Optional<String> markdown, boolean machineScoped, boolean hasVsCodeSetting) {

        static final InVsCode DEFAULT = new InVsCode(Optional.empty(), false, false);
        static final InVsCode VS_CODE_SETTING = new InVsCode(Optional.empty(), false, true);

        static InVsCode described(String markdown) {
            return new InVsCode(Optional.of(markdown), false, false);
        }

        InVsCode perMachine() {
            return new InVsCode(markdown, true, hasVsCodeSetting);
        }
    }
}
