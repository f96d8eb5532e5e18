package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose key is wanted, and where it would go.
 *
 * @param provider the configured name of the provider
 * @param envNames environment variables that may hold it, best first
 * @param origin scheme, host and port of the base URL: {@code https://api.openai.com}
 * @param originFromWorkspace whether the base URL came with the workspace and not from the user
 * @param name which of the provider's keys; empty for the one without a name
 * @param command the program that prints the key, with its arguments; empty when there is none
 */
public record SecretQuery(
        String provider,
        List<String> envNames,
        String origin,
        boolean originFromWorkspace,
        Optional<String> name,
        List<String> command) {

    /** What a key may be called, so that it also fits into the name of a variable. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int LONGEST_NAME = 32;

    /** What the key without a name may be called. */
    public static final String USUAL = "default";

    public SecretQuery {
        envNames = List.copyOf(envNames);
        command = List.copyOf(command);
    }

    /** The key without a name, and without a command that prints it. */
    public SecretQuery(String provider, List<String> envNames, String origin, boolean originFromWorkspace) {
        this(provider, envNames, origin, originFromWorkspace, Optional.empty(), List.of());
    }

    /** The same key, which this command prints. */
    public SecretQuery printedBy(List<String> newCommand) {
        return new SecretQuery(provider, envNames, origin, originFromWorkspace, name, newCommand);
    }

    /**
     * Another key of the same provider for the same host.
     *
     * @throws OpenLlmException when keys cannot be called that
     */
    public SecretQuery named(String newName) {
        if (!NAME.matcher(newName).matches() || newName.length() > LONGEST_NAME) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The name of a key may have up to 32 lowercase letters and digits, with single hyphens"
                            + " between them."),
                    UserText.of("Choose a name such as second or team-b."));
        }
        String suffix = suffix(newName);
        int ownSuffix = name.map(own -> suffix(own).length()).orElse(0);
        return new SecretQuery(
                provider,
                envNames.stream()
                        .map(variable -> variable.substring(0, variable.length() - ownSuffix) + suffix)
                        .toList(),
                origin,
                originFromWorkspace,
                Optional.of(newName),
                List.of());
    }

    private static String suffix(String name) {
        return "_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whose key it is, in the names of entries; no provider's name has a slash. */
    String owner() {
        return name.map(own -> provider + "/" + own).orElse(provider);
    }

    /** The same key, stored for this origin. */
    SecretQuery storedFor(String origin) {
        return new SecretQuery(provider, envNames, origin, false, name, command);
    }
}
