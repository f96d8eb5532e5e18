package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code ${NAME}} and {@code ${NAME:-default}} in the user's own configuration. Variables are expanded only
 * when a value is used, so the values of environment variables are never shown or saved.
 *
 * @param environment the environment variables; empty if a change to the configuration is being checked, because the
 *     change might be intended for another environment
 */
public record Variables(Optional<Map<String, String>> environment) {

    private static final String PREFIX = "${";

    /** An instance for checking a change to the configuration. This instance reports no variable as undefined. */
    static final Variables UNCHECKED = new Variables(Optional.empty());

    public static Variables of(Map<String, String> environment) {
        return new Variables(Optional.of(Map.copyOf(environment)));
    }

    /** Returns whether the text contains a reference to a variable, valid or not. */
    static boolean containsVariable(String text) {
        return text.contains(PREFIX);
    }

    /**
     * Returns a description of the problem with the variables in the text. Returns an empty result if every variable
     * has a value or, when a change to the configuration is checked, could have one.
     */
    Optional<UserText> problem(String text, Origin origin, String name) {
        if (origin.fromWorkspace()) {
            return Optional.of(UserText.of(
                    "'{0}' contains a variable (${…}), but variables are expanded only in your own "
                            + "configuration. Enter the literal value.",
                    name));
        }
        Matcher variable = Syntax.VARIABLE.matcher(text);
        if (variable.replaceAll("").contains(PREFIX)) {
            return Optional.of(
                    UserText.of("'{0}' contains a `${` that is not part of `${NAME}` or `${NAME:-default}`.", name));
        }
        return firstUndefined(text)
                .map(missing ->
                        UserText.of("'{0}' requires the environment variable {1}, which is not set.", name, missing));
    }

    /** Returns the name of the first variable in the text that has neither a value nor a default. */
    public Optional<String> firstUndefined(String text) {
        return Syntax.VARIABLE
                .matcher(text)
                .results()
                .filter(found -> environment.isPresent() && value(found.group(1), found.group(2)) == null)
                .findFirst()
                .map(found -> found.group(1));
    }

    /**
     * Returns the text with its variables expanded. Call this method only if {@code problem} returns an empty result
     * for the text.
     */
    public String expand(String text) {
        if (!containsVariable(text) || environment.isEmpty()) {
            return text;
        }
        return Syntax.VARIABLE.matcher(text).replaceAll(found -> {
            String value = value(found.group(1), found.group(2));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    /**
     * Returns the variable's value or its default. An empty variable is treated as unset, as with {@code :-} in a
     * shell.
     */
    private String value(String name, String defaultValue) {
        String defined = environment.orElseThrow().get(name);
        return defined == null || defined.isBlank() ? defaultValue : defined;
    }

    /** This class is separate so that the pattern is compiled only if a value contains variables. */
    private static final class Syntax {
        static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^{}]*))?}");
    }
}
