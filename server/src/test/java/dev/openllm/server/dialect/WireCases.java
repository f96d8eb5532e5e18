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
 * Recorded answers of real providers, each with what must come out of it. They live beside the project and are
 * not part of it: tests that use them skip where they are missing.
 */
public final class WireCases {

    private static final List<Path> SETS = Stream.of("wire", "wire-2", "wire-3")
            .map(Path.of(System.getProperty("openllm.shared", "../../shared"))::resolve)
            .toList();

    /** One in so many streams is cut at every byte, which takes a hundred times as long as to read it. */
    private static final int SAMPLE = 6;

    private WireCases() {}

    /** A recorded exchange. */
    public record Case(String id, JsonNode meta, byte[] body, boolean first) {
        public Case(String id, JsonNode meta, byte[] body) {
            this(id, meta, body, false);
        }

        public boolean tagged(String tag) {
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

    /** All cases of a dialect; skips the calling test where the recordings are missing. */
    public static List<Case> of(String dialect) {
        List<Path> folders = SETS.stream()
                .map(set -> set.resolve(dialect))
                .filter(Files::isDirectory)
                .toList();
        Assumptions.assumeFalse(
                folders.isEmpty(), "The recorded answers are not here (" + SETS + "), so this test is skipped.");
        return folders.stream().flatMap(folder -> in(folder).stream()).toList();
    }

    /**
     * The cases of the first set alone, whose requests consist of words where their tags do not say otherwise; the later
     * ones also count signatures, search results and prompts of the provider's own.
     */
    public static List<Case> firstOf(String dialect) {
        return of(dialect).stream().filter(Case::first).toList();
    }

    /**
     * Some of the cases, the same in every run: all of a tag that is rare, and of the rest every sixth, for properties
     * that take long to check.
     */
    public static Stream<Case> sample(Stream<Case> cases) {
        Map<String, Integer> seen = new HashMap<>();
        AtomicInteger position = new AtomicInteger();
        return cases.filter(recorded -> {
            boolean rare = false;
            for (JsonNode tag : recorded.meta().path("tags")) {
                rare |= seen.merge(tag.asText(), 1, Integer::sum) <= 2;
            }
            return position.getAndIncrement() % SAMPLE == 0 || rare;
        });
    }

    private static List<Case> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".json"))
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
            boolean first = file.getParent().getParent().equals(SETS.getFirst());
            return new Case(meta.path("id").asText(), meta, body, first);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
