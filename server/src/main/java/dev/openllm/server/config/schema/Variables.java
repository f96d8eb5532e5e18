package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${NAME}} and {@code ${NAME:-default}} in the user's own configuration. They are expanded from the environment
 * when a value is used and are unexpanded everywhere else, so that no environment variable is shown or saved.
 *
 * @param environment absent while a change of the configuration is checked: it may be written for another environment
 */
public record Variables(Optional<Map<String, String>> environment) {

    private static final String MARK = "${";

    /** For the check of a change: any variable may be set. */
    static final Variables ANY = new Variables(Optional.empty());

    public static Variables of(Map<String, String> environment) {
        return new Variables(Optional.of(Map.copyOf(environment)));
    }

    /** Whether a text refers to variables, correctly or not. */
    static boolean in(String text) {
        return text.contains(MARK);
    }

    /** The problem of the variables in a text; empty when each has a value or may have one. */
    Optional<UserText> complaint(String text, Origin origin, String name) {
        if (origin.fromWorkspace()) {
            return Optional.of(UserText.of(
                    "'{0}' contains ${, and variables are expanded only in your own configuration. Enter the value"
                            + " itself.",
                    name));
        }
        Matcher variable = Syntax.VARIABLE.matcher(text);
        if (variable.replaceAll("").contains(MARK)) {
            return Optional.of(UserText.of("'{0}' contains ${ that is neither ${NAME} nor ${NAME:-default}.", name));
        }
        return unset(text)
                .map(missing ->
                        UserText.of("'{0}' requires the environment variable {1}, which is not set.", name, missing));
    }

    /** The name of the first variable in a text that has neither a value nor a default. */
    public Optional<String> unset(String text) {
        return Syntax.VARIABLE
                .matcher(text)
                .results()
                .filter(found -> environment.isPresent() && value(found.group(1), found.group(2)) == null)
                .findFirst()
                .map(found -> found.group(1));
    }

    /** The text with its variables expanded. Only for texts without a problem. */
    public String expanded(String text) {
        if (!in(text) || environment.isEmpty()) {
            return text;
        }
        return Syntax.VARIABLE.matcher(text).replaceAll(found -> {
            String value = value(found.group(1), found.group(2));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    /** An empty variable counts as unset, as with {@code :-} in a shell. */
    private String value(String name, String otherwise) {
        String set = environment.orElseThrow().get(name);
        return set == null || set.isBlank() ? otherwise : set;
    }

    /** Loaded only when a text refers to variables. */
    private static final class Syntax {
        static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^{}]*))?}");
    }
}
