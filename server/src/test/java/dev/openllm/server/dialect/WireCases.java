package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Recorded answers of real providers, each with what must come out of it. They live beside the project and are
 * not part of it: tests that use them skip where they are missing.
 */
public final class WireCases {

    private static final Path FOLDER = Path.of(System.getProperty("openllm.wire", "../../shared/wire"));

    private WireCases() {}

    /** A recorded exchange. */
    public record Case(String id, JsonNode meta, byte[] body) {
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
        Path folder = FOLDER.resolve(dialect);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "The recorded answers are not here (" + folder + "), so this test is skipped.");
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
            return new Case(meta.path("id").asText(), meta, body);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
