package dev.openllm.server.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CachedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.StateFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the keychain entries that this product created, stored in {@code keychain.json}. Because opening a
 * keychain can take seconds and most providers have no API key in the keychain, an entry that is not in the index is
 * not looked up. The file contains no keys.
 */
final class KeychainIndex {

    private static final byte[] EMPTY = {'{', '}'};

    private final Path file;
    private final InterProcessLocks locks;
    private final CachedFile<Set<String>> names;

    KeychainIndex(Path userFolder) {
        this.file = userFolder.resolve("keychain.json");
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
        this.names = new CachedFile<>(file, Set.of(), KeychainIndex::parse);
    }

    /** Returns whether the keychain could contain the entry. If the index cannot be read, the result is true. */
    boolean mayContain(String name) {
        try {
            return names.get().contains(name);
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** @return whether the entry was added because it was not yet in the index */
    boolean add(String name) throws IOException {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            Set<String> updated = new TreeSet<>(names.get());
            boolean added = updated.add(name);
            if (added) {
                write(updated);
            }
            return added;
        }
    }

    /**
     * Removes an entry from the index. An unreadable index does not exclude any entries from lookups, so nothing needs
     * to be removed from it.
     */
    void remove(String name) throws IOException {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            Set<String> updated = new TreeSet<>(names.get());
            if (updated.remove(name)) {
                write(updated);
            }
        } catch (CannotRead damaged) {
            // An unreadable index is reported when an API key is stored.
        }
    }

    private static Set<String> parse(byte[] json) throws IOException {
        JsonNode entries = root(json).path("entries");
        if (!entries.isArray()) {
            throw new CannotRead(UserText.of("it is not a list of keychain entries"));
        }
        Set<String> names = new TreeSet<>();
        entries.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode root(byte[] json) throws IOException {
        try {
            JsonNode root = Wire.JSON.readTree(json);
            StateFormat.requireSupported(root);
            return root;
        } catch (JsonProcessingException malformed) {
            throw new CannotRead(UserText.of("it is not valid JSON"));
        }
    }

    /** Writes the names to the index file. Fields that a newer version added to the file are retained. */
    private void write(Set<String> newNames) throws IOException {
        JsonNode existing = root(
                BoundedFile.readIfPresent(file, BoundedFile.MAX_STATE_BYTES).orElse(EMPTY));
        ObjectNode root = existing instanceof ObjectNode object ? object : Wire.JSON.createObjectNode();
        root.set("entries", Wire.JSON.valueToTree(newNames));
        AtomicFile.replacePrivately(file, Wire.JSON.writeValueAsBytes(root));
    }
}
