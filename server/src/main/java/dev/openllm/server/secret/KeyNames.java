package dev.openllm.server.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CachedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of each provider's additional API keys, stored in {@code key-names.json} because key stores cannot list
 * their entries. The file contains no keys.
 */
public final class KeyNames {

    /** An instance that contains no names. */
    public static final KeyNames NONE = new KeyNames(Optional.empty());

    private static final byte[] EMPTY = "{\"names\":{}}".getBytes(StandardCharsets.UTF_8);

    private final Optional<Path> userFolder;
    private final Optional<CachedFile<Map<String, List<String>>>> names;

    private KeyNames(Optional<Path> userFolder) {
        this.userFolder = userFolder;
        this.names = userFolder.map(folder -> new CachedFile<>(file(folder), Map.of(), KeyNames::parse));
    }

    /** @param userFolder the user's configuration folder */
    public static KeyNames ofFolder(Path userFolder) {
        return new KeyNames(Optional.of(userFolder));
    }

    private static Path file(Path folder) {
        return folder.resolve("key-names.json");
    }

    /** Returns the names in the order in which they were added, or an empty list if the file cannot be read. */
    List<String> of(String provider) {
        try {
            return names.isEmpty() ? List.of() : names.get().get().getOrDefault(provider, List.of());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** @throws OpenLlmException if the name cannot be written */
    void add(String provider, String name) {
        change(provider, keyNames -> {
            if (!keyNames.contains(name)) {
                keyNames.add(name);
            }
        });
    }

    /** @throws OpenLlmException if the change cannot be written */
    void remove(String provider, String name) {
        change(provider, keyNames -> keyNames.remove(name));
    }

    private interface Change {
        void apply(List<String> keyNames);
    }

    private void change(String provider, Change change) {
        Path folder = userFolder.orElseThrow();
        Path file = file(folder);
        try (InterProcessLocks.HeldLock lock = new InterProcessLocks(folder.resolve("locks")).acquire(file)) {
            ObjectNode root = root(
                    BoundedFile.readIfPresent(file, BoundedFile.MAX_STATE_BYTES).orElse(EMPTY));
            ObjectNode providers = (ObjectNode) root.path("names");
            List<String> keyNames = names(providers.path(provider));
            change.apply(keyNames);
            providers.remove(provider);
            if (!keyNames.isEmpty()) {
                keyNames.forEach(providers.putArray(provider)::add);
            }
            AtomicFile.replacePrivately(file, Wire.JSON.writeValueAsBytes(root));
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.CONFIG, UserText.of("The names of API keys cannot be written to {0}.", file))
                            .withHint(CannotWrite.advice(
                                    failed,
                                    UserText.of("Check that you have permission to write to this file and that it"
                                            + " contains valid JSON."))),
                    failed);
        }
    }

    private static Map<String, List<String>> parse(byte[] json) throws IOException {
        Map<String, List<String>> names = new HashMap<>();
        for (Map.Entry<String, JsonNode> provider : root(json).path("names").properties()) {
            names.put(provider.getKey(), List.copyOf(names(provider.getValue())));
        }
        return names;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static ObjectNode root(byte[] json) throws IOException {
        try {
            JsonNode root = Wire.JSON.readTree(json);
            StateFormat.requireSupported(root);
            if (root instanceof ObjectNode object && object.path("names").isObject()) {
                return object;
            }
            throw new CannotRead(UserText.of("it is not a list of API key names"));
        } catch (JsonProcessingException malformed) {
            throw new CannotRead(UserText.of("it is not valid JSON"));
        }
    }
}
