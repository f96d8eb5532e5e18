package dev.openllm.server.gateway;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The token that clients of the gateway send as their API key. The token is specified by the environment variable
 * {@code OPENLLM_GATEWAY_TOKEN} or contained in the file that {@code OPENLLM_GATEWAY_TOKEN_FILE} specifies. If neither
 * variable is set, the token is stored in the user's folder, in a file that only the user can read. A stored token does
 * not change when the gateway restarts, so each client has to be configured only once.
 *
 * @param value the token itself
 * @param source the source of the token, as displayed to the user
 */
public record GatewayToken(String value, String source) {

    private static final String VARIABLE = "OPENLLM_GATEWAY_TOKEN";
    private static final String FILE_VARIABLE = "OPENLLM_GATEWAY_TOKEN_FILE";
    private static final int RANDOM_BYTES = 32;
    /**
     * The minimum length of a token, in characters, for the token to be considered hard to guess. The base64 and
     * hexadecimal encodings of 16 random bytes both exceed this length.
     */
    private static final int MIN_LENGTH = 20;

    private static final int MAX_FILE_BYTES = 64 * 1024;

    /**
     * Returns the user's token. If no token is specified or stored, creates and stores a token.
     *
     * @param folder the folder that contains the file {@code gateway.token}
     * @throws OpenLlmException of kind {@code config} if the file cannot be read or created
     */
    public static GatewayToken of(Map<String, String> environment, Path folder) {
        String specified = environment.getOrDefault(VARIABLE, "").strip();
        if (!specified.isEmpty()) {
            return new GatewayToken(specified, "the environment variable " + VARIABLE);
        }
        Optional<GatewayToken> fromFile = fromFile(environment);
        if (fromFile.isPresent()) {
            return fromFile.get();
        }
        Path file = folder.resolve("gateway.token");
        try {
            String token = readStored(file).orElseGet(GatewayToken::generate);
            AtomicFile.replacePrivately(file, (token + "\n").getBytes(StandardCharsets.UTF_8));
            return new GatewayToken(token, file.toString());
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway token cannot be stored in " + file + ".",
                    "Make the folder writable, or set " + VARIABLE + ".");
        }
    }

    /**
     * Returns the token that the environment variables of this process specify. Such a token is required if the gateway
     * can be reached from other machines on a network.
     *
     * @throws OpenLlmException of kind {@code config} if no token is specified, or if the token is so short that it can
     *     be guessed
     */
    public static GatewayToken fromEnvironment(Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        GatewayToken token = variable.isEmpty()
                ? fromFile(environment)
                        .orElseThrow(() -> new OpenLlmException(
                                ErrorKind.CONFIG,
                                "A gateway in a container requires a token.",
                                "Set " + FILE_VARIABLE + " to a file that contains one."))
                : new GatewayToken(variable, "the environment variable " + VARIABLE);
        if (token.value().length() < MIN_LENGTH) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The token in " + token.source() + " has fewer than " + MIN_LENGTH + " characters.",
                    "Create one with: openssl rand -hex 32");
        }
        return token;
    }

    /**
     * Reads the token from a file that another program created, such as a secret that a container platform mounts. This
     * method never creates the file.
     */
    private static Optional<GatewayToken> fromFile(Map<String, String> environment) {
        String name = environment.getOrDefault(FILE_VARIABLE, "").strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            String token = new String(BoundedFile.read(Path.of(name), MAX_FILE_BYTES), StandardCharsets.UTF_8).strip();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        "The file " + name + " does not contain a token on one line.",
                        "Create one with: openssl rand -hex 32");
            }
            return Optional.of(new GatewayToken(token, name));
        } catch (IOException | InvalidPathException unreadable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway token cannot be read from " + name + ".",
                    "Check " + FILE_VARIABLE + " and that this user can read the file.");
        }
    }

    /** Returns the stored token, or an empty result if no token is stored or other users could have read the file. */
    private static Optional<String> readStored(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        boolean isPrivate = !posix
                || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        .endsWith("------");
        String token = new String(BoundedFile.read(file, MAX_FILE_BYTES), StandardCharsets.UTF_8).strip();
        return isPrivate && !token.isEmpty() ? Optional.of(token) : Optional.empty();
    }

    /** Returns a new random token. */
    public static String generate() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a description of the token that does not contain the token's value. */
    @Override
    public String toString() {
        return "token in " + source;
    }
}
