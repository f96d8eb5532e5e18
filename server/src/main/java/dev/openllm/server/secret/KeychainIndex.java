package dev.openllm.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.FileTurns;
import dev.openllm.server.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the entries this product made in the keychain, in {@code keychain.json}. Opening a keychain takes up to
 * seconds, and most providers have no key there: what is not listed is not looked for. Holds no keys.
 */
final class KeychainIndex {

    private final Path file;
    private final FileTurns turns;

    KeychainIndex(Path userFolder) {
        this.file = userFolder.resolve("keychain.json");
        this.turns = new FileTurns(userFolder.resolve("locks"));
    }

    /** Whether the entry may exist; an index that cannot be read knows nothing. */
    boolean mayHold(String name) {
        try {
            return read().contains(name);
        } catch (IOException unreadable) {
            return true;
        }
    }

    void add(String name) throws IOException {
        try (FileTurns.Turn turn = turns.take(file)) {
            Set<String> names = read();
            if (names.add(name)) {
                write(names);
            }
        }
    }

    void remove(String name) throws IOException {
        try (FileTurns.Turn turn = turns.take(file)) {
            Set<String> names = read();
            if (names.remove(name)) {
                write(names);
            }
        }
    }

    private Set<String> read() throws IOException {
        Set<String> names = new TreeSet<>();
        try {
            for (JsonNode name : Wire.JSON.readTree(Files.readAllBytes(file)).path("entries")) {
                names.add(name.asText());
            }
        } catch (NoSuchFileException nothingStoredYet) {
            // An empty index.
        }
        return names;
    }

    private void write(Set<String> names) throws IOException {
        byte[] json = Wire.JSON.writeValueAsBytes(
                Wire.JSON.createObjectNode().set("entries", Wire.JSON.valueToTree(names)));
        WholeFile.replacePrivately(file, json);
    }
}
