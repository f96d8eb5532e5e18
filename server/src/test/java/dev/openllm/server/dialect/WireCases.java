package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Recorded responses of real providers, each with the expected result. The recordings are stored next to the project
 * and are not part of it; tests that use them are skipped if they are missing.
 */
public final class WireCases {

    private static final List<Path> RECORDING_FOLDERS = Stream.of("wire", "wire-2", "wire-3")
            .map(Path.of(System.getProperty("openllm.shared", "../../shared"))::resolve)
            .toList();

    /**
     * The sampling interval for tests that split a stream at every byte, which takes a hundred times as long as reading
     * the stream once.
     */
    private static final int SAMPLE_INTERVAL = 6;

    private WireCases() {}

    /** A recorded exchange. */
    public record Case(String id, JsonNode meta, byte[] body, boolean fromFirstSet) {
        public Case(String id, JsonNode meta, byte[] body) {
            this(id, meta, body, false);
        }

        public boolean hasTag(String tag) {
            return Wire.JSON.convertValue(meta.path("tags"), List.class).contains(tag);
        }

        public int status() {
            return meta.path("status").asInt();
        }

        public JsonNode expect() {
            return meta.path("expect");
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** Returns all cases of a dialect. Skips the calling test if the recordings are missing. */
    public static List<Case> of(String dialect) {
        List<Path> folders = RECORDING_FOLDERS.stream()
                .map(set -> set.resolve(dialect))
                .filter(Files::isDirectory)
                .toList();
        Assumptions.assumeFalse(
                folders.isEmpty(),
                "The recorded answers are not here (" + RECORDING_FOLDERS + "), so this test is skipped.");
        return folders.stream().flatMap(folder -> readFolder(folder).stream()).toList();
    }

    /**
     * Returns only the cases of the first set, whose requests contain nothing but text unless their tags state
     * otherwise. The token counts of later sets also include signatures, search results, and system prompts that the
     * provider adds.
     */
    public static List<Case> ofFirstSet(String dialect) {
        return of(dialect).stream().filter(Case::fromFirstSet).toList();
    }

    /**
     * Returns a sample of the cases that is the same in every run, for properties that take long to check: all cases
     * with a rare tag, and every sixth of the other cases.
     */
    public static Stream<Case> sample(Stream<Case> cases) {
        Map<String, Integer> tagCounts = new HashMap<>();
        AtomicInteger position = new AtomicInteger();
        return cases.filter(recorded -> {
            boolean rare = false;
            for (JsonNode tag : recorded.meta().path("tags")) {
                rare |= tagCounts.merge(tag.asText(), 1, Integer::sum) <= 2;
            }
            return position.getAndIncrement() % SAMPLE_INTERVAL == 0 || rare;
        });
    }

    private static List<Case> readFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(WireCases::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Case read(Path file) {
        try {
            JsonNode meta = Wire.JSON.readTree(file.toFile());
            byte[] body = Files.readAllBytes(Path.of(file.toString().replaceAll("\\.json$", ".body")));
            boolean fromFirstSet = file.getParent().getParent().equals(RECORDING_FOLDERS.getFirst());
            return new Case(meta.path("id").asText(), meta, body, fromFirstSet);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
