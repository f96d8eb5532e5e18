package dev.openllm.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.CachedFile;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the entries this product made in the keychain, in {@code keychain.json}. Opening a keychain takes up to
 * seconds, and most providers have no key there: what is not listed is not looked for. Holds no keys.
 */
final class KeychainIndex {

    private final Path file;
    private final InterProcessLocks turns;
    private final CachedFile<Set<String>> names;

    KeychainIndex(Path userFolder) {
        this.file = userFolder.resolve("keychain.json");
        this.turns = new InterProcessLocks(userFolder.resolve("locks"));
        this.names = new CachedFile<>(file, Set.of(), KeychainIndex::parse);
    }

    /** Whether the entry may exist; an index that cannot be read knows nothing. */
    boolean mayHold(String name) {
        try {
            return names.get().contains(name);
        } catch (IOException unreadable) {
            return true;
        }
    }

    void add(String name) throws IOException {
        try (InterProcessLocks.Turn turn = turns.take(file)) {
            Set<String> more = new TreeSet<>(names.get());
            if (more.add(name)) {
                write(more);
            }
        }
    }

    void remove(String name) throws IOException {
        try (InterProcessLocks.Turn turn = turns.take(file)) {
            Set<String> fewer = new TreeSet<>(names.get());
            if (fewer.remove(name)) {
                write(fewer);
            }
        }
    }

    private static Set<String> parse(byte[] json) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode name : Wire.JSON.readTree(json).path("entries")) {
            names.add(name.asText());
        }
        return names;
    }

    private void write(Set<String> changed) throws IOException {
        byte[] json = Wire.JSON.writeValueAsBytes(
                Wire.JSON.createObjectNode().set("entries", Wire.JSON.valueToTree(changed)));
        AtomicFile.replacePrivately(file, json);
    }
}
