package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for an API key to send to an origin.
 *
 * @param provider the name of the provider in the configuration
 * @param envNames the environment variables that can contain the key, highest precedence first
 * @param origin the scheme, host, and port of the base URL, such as {@code https://api.openai.com}
 * @param originFromWorkspace whether the base URL is specified by the workspace rather than by the user
 * @param name the name of the key, or empty for the provider's unnamed key
 * @param command the program that prints the key, followed by its arguments; empty if there is none
 */
public record SecretQuery(
        String provider,
        List<String> envNames,
        String origin,
        boolean originFromWorkspace,
        Optional<String> name,
        List<String> command) {

    /**
     * The pattern for the name of an API key. A name that matches can be used as part of an environment variable's
     * name.
     */
    private static final Pattern NAME_PATTERN = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int MAX_NAME_LENGTH = 32;

    /** The name that refers to the unnamed API key. */
    public static final String DEFAULT_NAME = "default";

    public SecretQuery {
        envNames = List.copyOf(envNames);
        command = List.copyOf(command);
    }

    /** Creates a query for the unnamed API key of a provider that has no command to print the key. */
    public SecretQuery(String provider, List<String> envNames, String origin, boolean originFromWorkspace) {
        this(provider, envNames, origin, originFromWorkspace, Optional.empty(), List.of());
    }

    /** Returns this query with the specified command, which prints the API key. */
    public SecretQuery withCommand(List<String> newCommand) {
        return new SecretQuery(provider, envNames, origin, originFromWorkspace, name, newCommand);
    }

    /**
     * Returns a query for another API key of the same provider and origin.
     *
     * @throws OpenLlmException if the name is invalid
     */
    public SecretQuery withName(String newName) {
        if (!NAME_PATTERN.matcher(newName).matches() || newName.length() > MAX_NAME_LENGTH) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The name of an API key can contain up to 32 characters: lowercase letters, digits, "
                            + "and single hyphens between them."),
                    UserText.of("Choose a name such as `second` or `team-b`."));
        }
        String suffix = suffix(newName);
        int currentSuffixLength =
                name.map(currentName -> suffix(currentName).length()).orElse(0);
        return new SecretQuery(
                provider,
                envNames.stream()
                        .map(variable -> variable.substring(0, variable.length() - currentSuffixLength) + suffix)
                        .toList(),
                origin,
                originFromWorkspace,
                Optional.of(newName),
                List.of());
    }

    private static String suffix(String name) {
        return "_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Returns the part of an entry's name that identifies the provider and, if the API key has a name, the key.
     * Provider names cannot contain a slash.
     */
    String owner() {
        return name.map(keyName -> provider + "/" + keyName).orElse(provider);
    }

    /** Returns a copy of this query whose origin is the origin that the stored API key is bound to. */
    SecretQuery withOrigin(String origin) {
        return new SecretQuery(provider, envNames, origin, false, name, command);
    }
}
