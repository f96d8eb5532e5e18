package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that is needed, and where it would be sent.
 *
 * @param provider the configured name of the provider
 * @param envNames environment variables that may contain it, best first
 * @param origin scheme, host and port of the base URL: {@code https://api.openai.com}
 * @param originFromWorkspace whether the base URL comes from the workspace and not from the user
 * @param name which of the provider's keys; empty for the unnamed one
 * @param command the program that prints the key, with its arguments; empty when there is none
 */
public record SecretQuery(
        String provider,
        List<String> envNames,
        String origin,
        boolean originFromWorkspace,
        Optional<String> name,
        List<String> command) {

    /** The form of a key's name, so that it also fits into the name of a variable. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int LONGEST_NAME = 32;

    /** A name for the unnamed key. */
    public static final String USUAL = "default";

    public SecretQuery {
        envNames = List.copyOf(envNames);
        command = List.copyOf(command);
    }

    /** The unnamed key, without a command that prints it. */
    public SecretQuery(String provider, List<String> envNames, String origin, boolean originFromWorkspace) {
        this(provider, envNames, origin, originFromWorkspace, Optional.empty(), List.of());
    }

    /** The same key, printed by this command. */
    public SecretQuery printedBy(List<String> newCommand) {
        return new SecretQuery(provider, envNames, origin, originFromWorkspace, name, newCommand);
    }

    /**
     * Another key of the same provider for the same host.
     *
     * @throws OpenLlmException when the name is invalid
     */
    public SecretQuery named(String newName) {
        if (!NAME.matcher(newName).matches() || newName.length() > LONGEST_NAME) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The name of a key can have up to 32 lowercase letters and digits, separated by single "
                            + "hyphens."),
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

    /** The owner of the key, in the names of entries; no provider's name contains a slash. */
    String owner() {
        return name.map(own -> provider + "/" + own).orElse(provider);
    }

    /** The same key, stored for this origin. */
    SecretQuery storedFor(String origin) {
        return new SecretQuery(provider, envNames, origin, false, name, command);
    }
}
