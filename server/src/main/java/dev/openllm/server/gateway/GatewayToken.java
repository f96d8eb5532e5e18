package dev.openllm.server.gateway;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway's clients use as their API key. It stays the same from start to start, so that a client is
 * configured once: {@code OPENLLM_GATEWAY_TOKEN}, else a file that only its owner can read.
 *
 * @param value the token itself
 * @param place where a person finds it
 */
public record GatewayToken(String value, String place) {

    private static final String VARIABLE = "OPENLLM_GATEWAY_TOKEN";
    private static final int BYTES = 32;
    private static final int LARGEST = 64 * 1024;

    /**
     * The token of this person; made at its first use.
     *
     * @param folder where the file {@code gateway.token} is
     * @throws OpenLlmException of kind {@code config} when the file cannot be read or made
     */
    public static GatewayToken of(Map<String, String> environment, Path folder) {
        String set = environment.getOrDefault(VARIABLE, "").strip();
        if (!set.isEmpty()) {
            return new GatewayToken(set, "the environment variable " + VARIABLE);
        }
        Path file = folder.resolve("gateway.token");
        try {
            String token = stored(file).orElseGet(GatewayToken::fresh);
            AtomicFile.replacePrivately(file, (token + "\n").getBytes(StandardCharsets.UTF_8));
            return new GatewayToken(token, file.toString());
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway's token cannot be kept in " + file + ".",
                    "Make the folder writable, or set " + VARIABLE + ".");
        }
    }

    /** The token in the file; empty when others could have read it. */
    private static Optional<String> stored(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        boolean isPrivate = !posix
                || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        .endsWith("------");
        String token = new String(BoundedFile.read(file, LARGEST), StandardCharsets.UTF_8).strip();
        return isPrivate && !token.isEmpty() ? Optional.of(token) : Optional.empty();
    }

    /** A token that nobody knows yet. */
    public static String fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "token in " + place;
    }
}
