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
 * Small cases of our own, one file each, named by what they show. A file holds {@code stream} (frames: objects become
 * {@code data:} lines, texts are taken as they stand, {@code {"event", "data"}} names its event) or {@code answer} (a
 * whole body), {@code quirks} where the case needs any, and {@code expect} as the recordings have it; what {@code
 * expect} leaves out must not come.
 */
public final class CommittedCases {

    private CommittedCases() {}

    /** All cases in the folder of a dialect beside this class. */
    public static List<WireCases.Case> of(String dialect) {
        try (Stream<Path> files = Files.list(
                Path.of(CommittedCases.class.getResource("cases/" + dialect).toURI()))) {
            return files.sorted().map(CommittedCases::read).toList();
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The quirks a case needs. */
    public static Quirks quirks(WireCases.Case committed) {
        Map<?, ?> named = Wire.JSON.convertValue(committed.meta().path("quirks"), Map.class);
        Quirks quirks = Quirks.NONE;
        for (Map.Entry<?, ?> quirk : (named == null ? Map.of() : named).entrySet()) {
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
            fillIn(meta.withObject("/expect"));
            String body = streamed ? sse(meta.path("stream")) : text(meta.path("answer"));
            String id = file.getFileName().toString().replace(".json", "");
            return new WireCases.Case(id, meta, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void fillIn(ObjectNode expect) {
        for (String words : List.of("text", "reasoning", "refusal")) {
            if (!expect.has(words)) {
                expect.put(words, "");
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
