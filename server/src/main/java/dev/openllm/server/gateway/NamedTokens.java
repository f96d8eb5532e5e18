package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CachedFile;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The named tokens of the gateway, which are accepted in addition to its unnamed token. The name of a token identifies
 * the client in usage records, consent decisions, and budgets, so the requests of each client can be tracked
 * separately. By creating a token, the user consents to the use of models by the client that receives the token.
 * Therefore, no consent prompt is displayed for this client. However, {@code access.default: deny} still applies. The
 * token file contains only the hashes of the tokens. If the file changes, a running gateway uses the new content for
 * the next request. Thread-safe.
 */
public final class NamedTokens {

    /** The names that are reserved for consumers without a named token. */
    private static final Set<String> RESERVED_NAMES = Set.of(
            "gateway",
            "ollama-port",
            "cli",
            "python",
            "node",
            "java",
            "ansible",
            "doctor",
            "playground",
            "vscode",
            "open-llm",
            "core");

    private static final String EMPTY_FILE = "{\"tokens\":[]}";
    private static final String NAME_PATTERN = "[a-z0-9][a-z0-9_-]{0,63}";

    /**
     * A named token, of which only the hash is stored.
     *
     * @param created the creation time, such as {@code 2026-05-04T09:30:00Z}
     * @param run the process to which the token is bound, so that the token expires when the process ends; empty if the
     *     token is valid until it is revoked
     */
    public record NamedToken(String name, String created, String sha256, Optional<TokenRun> run) {

        boolean isValid() {
            return run.map(TokenRun::isRunning).orElse(true);
        }

        /** Returns the name without the hash. */
        @Override
        public String toString() {
            return name;
        }
    }

    private final Path file;
    private final InterProcessLocks locks;
    private final CachedFile<List<NamedToken>> tokens;

    /**
     * Creates an instance for the tokens of a user.
     *
     * @param folder the user's folder, which contains the file {@code gateway.tokens.json}
     */
    public NamedTokens(Path folder) {
        this.file = folder.resolve("gateway.tokens.json");
        this.locks = new InterProcessLocks(folder.resolve("locks"));
        this.tokens = new CachedFile<>(file, List.of(), NamedTokens::parse);
    }

    /**
     * Creates a token that is valid until it is revoked.
     *
     * @return the token, which cannot be retrieved again later
     * @throws OpenLlmException of kind {@code invalid_request} if the name is already in use or is not allowed
     */
    public String add(String name) {
        if (!name.matches(NAME_PATTERN) || RESERVED_NAMES.contains(name)) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    "A token cannot be named \"" + name + "\".",
                    "Use lowercase letters, digits, -, and _, and do not use a reserved name such as cli.");
        }
        String token = GatewayToken.generate();
        change(validTokens -> {
            if (validTokens.stream().anyMatch(other -> isNamed(other, name))) {
                throw new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        "A token with the name " + name + " already exists.",
                        "Revoke it first, or use another name.");
            }
            validTokens.add(new NamedToken(name, now(), sha256(token), Optional.empty()));
        });
        return token;
    }

    /**
     * Creates a token that is valid until this process ends. Several such tokens can have the same name.
     *
     * @param name the name of the consumer to which requests with this token are attributed
     */
    public String addForThisProcess(String name) {
        String token = GatewayToken.generate();
        change(validTokens ->
                validTokens.add(new NamedToken(name, now(), sha256(token), Optional.of(TokenRun.ofThisProcess()))));
        return token;
    }

    /** Revokes a token that was created with {@link #addForThisProcess}. */
    public void revokeRun(String token) {
        String hash = sha256(token);
        change(validTokens -> validTokens.removeIf(named -> named.sha256().equals(hash)));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static boolean isNamed(NamedToken token, String name) {
        return token.run().isEmpty() && token.name().equals(name);
    }

    /**
     * Returns the tokens that are valid until they are revoked. Tokens that expire when a process ends are not
     * included.
     */
    public List<NamedToken> list() {
        try {
            return tokens.get().stream().filter(token -> token.run().isEmpty()).toList();
        } catch (IOException unreadable) {
            throw accessError("read", unreadable);
        }
    }

    /** Revokes the token with the specified name. @return whether a token had this name */
    public boolean revoke(String name) {
        boolean[] found = new boolean[1];
        change(validTokens -> found[0] = validTokens.removeIf(token -> isNamed(token, name)));
        return found[0];
    }

    /**
     * Returns the name of the specified token, or an empty result if the token is not valid or the file cannot be read.
     */
    Optional<String> nameOf(String presentedToken) {
        try {
            List<NamedToken> storedTokens = tokens.get();
            if (storedTokens.isEmpty() || presentedToken.isEmpty()) {
                return Optional.empty();
            }
            byte[] hash = sha256(presentedToken).getBytes(StandardCharsets.US_ASCII);
            return storedTokens.stream()
                    .filter(token -> MessageDigest.isEqual(hash, token.sha256().getBytes(StandardCharsets.US_ASCII)))
                    .filter(NamedToken::isValid)
                    .map(NamedToken::name)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private interface Change {
        void apply(List<NamedToken> validTokens);
    }

    private void change(Change change) {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            ObjectNode root = parseRoot(BoundedFile.readIfPresent(file, BoundedFile.MAX_STATE_BYTES)
                    .orElse(EMPTY_FILE.getBytes(StandardCharsets.UTF_8)));
            Map<NamedToken, JsonNode> storedEntries = new LinkedHashMap<>();
            root.path("tokens").forEach(entry -> storedEntries.put(parseToken(entry), entry));
            List<NamedToken> validTokens = new ArrayList<>(storedEntries.keySet());
            validTokens.removeIf(token -> !token.isValid());
            change.apply(validTokens);
            ArrayNode entries = root.putArray("tokens");
            validTokens.forEach(token -> entries.add(storedEntries.getOrDefault(token, toJson(token))));
            AtomicFile.replacePrivately(file, (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw accessError("written", failed);
        }
    }

    private OpenLlmException accessError(String action, IOException cause) {
        UserText defaultHint = UserText.verbatim("Check the file, or delete it and add the tokens again.");
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.verbatim("The gateway tokens cannot be " + action + ": " + file + "."),
                CannotWrite.advice(cause, defaultHint));
    }

    private static ObjectNode toJson(NamedToken token) {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("name", token.name())
                .put("created", token.created())
                .put("sha256", token.sha256());
        token.run().ifPresent(run -> run.writeTo(entry));
        return entry;
    }

    private static List<NamedToken> parse(byte[] bytes) throws IOException {
        return parseRoot(bytes)
                .path("tokens")
                .valueStream()
                .map(NamedTokens::parseToken)
                .toList();
    }

    private static ObjectNode parseRoot(byte[] bytes) throws IOException {
        JsonNode root = Wire.JSON.readTree(bytes);
        StateFormat.requireSupported(root);
        if (root instanceof ObjectNode object && object.path("tokens").isArray()) {
            return object;
        }
        throw new IOException("it is not a list of tokens");
    }

    private static NamedToken parseToken(JsonNode token) {
        return new NamedToken(
                token.path("name").asText(),
                token.path("created").asText(),
                token.path("sha256").asText(),
                TokenRun.parse(token));
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
