package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Small handwritten cases, one file each, named after what they test. A file contains {@code stream} (a list of frames:
 * an object becomes a {@code data:} line, a string is used unchanged, and {@code {"event", "data"}} specifies the event
 * name) or {@code answer} (a complete body). {@code quirks} lists the quirks that the case requires, if any. {@code
 * expect} has the same format as in the recordings; the response must not contain anything that {@code expect} omits.
 */
public final class CommittedCases {

    private CommittedCases() {}

    /** Returns all cases in the subfolder of this package that is named after the dialect. */
    public static List<WireCases.Case> of(String dialect) {
        try (Stream<Path> files = Files.list(
                Path.of(CommittedCases.class.getResource("cases/" + dialect).toURI()))) {
            return files.sorted().map(CommittedCases::read).toList();
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Returns the quirks that a case requires. */
    public static Quirks quirks(WireCases.Case committed) {
        Map<?, ?> configured = Wire.JSON.convertValue(committed.meta().path("quirks"), Map.class);
        Quirks quirks = Quirks.NONE;
        for (Map.Entry<?, ?> quirk : (configured == null ? Map.of() : configured).entrySet()) {
            quirks = quirks.with(quirk.getKey().toString(), quirk.getValue().toString());
        }
        return quirks;
    }

    private static WireCases.Case read(Path file) {
        try {
            ObjectNode meta = (ObjectNode) Wire.JSON.readTree(file.toFile());
            boolean streamed = meta.has("stream");
            meta.putArray("tags").add(streamed ? "stream" : "json");
            meta.put("provider", meta.path("provider").asText("provider"));
            meta.put("status", meta.path("status").asInt(200));
            addDefaults(meta.withObject("/expect"));
            String body = streamed ? sse(meta.path("stream")) : text(meta.path("answer"));
            String id = file.getFileName().toString().replace(".json", "");
            return new WireCases.Case(id, meta, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void addDefaults(ObjectNode expect) {
        for (String field : List.of("text", "reasoning", "refusal")) {
            if (!expect.has(field)) {
                expect.put(field, "");
            }
        }
    }

    private static String sse(JsonNode frames) {
        StringBuilder body = new StringBuilder();
        for (JsonNode frame : frames) {
            if (frame.isTextual()) {
                body.append(frame.asText());
            } else if (frame.has("event") && frame.has("data")) {
                body.append("event: ").append(frame.path("event").asText());
                body.append("\ndata: ").append(text(frame.path("data")));
            } else {
                body.append("data: ").append(frame);
            }
            body.append("\n\n");
        }
        return body.toString();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }
}
