package dev.openllm.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Converts the model data that models.dev publishes to the format of the catalog's model table. Source:
 * https://models.dev/api.json
 */
public final class ModelsDev {

    /** The minimum number of models in valid data. A lower number indicates that the data is incomplete. */
    private static final int FEWEST = 1_000;

    private static final Map<String, String> LETTERS =
            Map.of("text", "t", "image", "i", "pdf", "p", "audio", "a", "video", "v");

    private ModelsDev() {}

    /** An exception that is thrown if model data is invalid. The exception message contains the reason. */
    public static final class NotUsable extends Exception {
        NotUsable(String message) {
            super(message);
        }
    }

    /**
     * Converts model data to a model table in the format described in the package documentation.
     *
     * @param published the data published by models.dev
     * @throws NotUsable if the published data is invalid; the current table should then remain in use
     */
    public static byte[] table(JsonNode published) throws NotUsable {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> provider : published.properties()) {
            for (Map.Entry<String, JsonNode> model :
                    provider.getValue().path("models").properties()) {
                lines.add(line(provider.getKey(), model.getKey(), model.getValue()));
            }
        }
        if (lines.size() < FEWEST) {
            throw new NotUsable("only " + lines.size() + " models");
        }
        lines.sort((one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        byte[] table = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        check(new CatalogTable(table));
        return table;
    }

    /** Checks that the table contains entries for the best-known model makers and that these entries can be read. */
    static void check(CatalogTable table) throws NotUsable {
        for (String maker : List.of("openai", "anthropic", "google")) {
            try {
                if (table.of(maker).isEmpty()) {
                    throw new NotUsable("no models of " + maker);
                }
            } catch (NumberFormatException malformed) {
                throw new NotUsable("a model of " + maker + " cannot be read");
            }
        }
    }

    private static String line(String provider, String id, JsonNode model) {
        String name = text(model.path("name").asText(""));
        List<String> columns = List.of(
                ModelName.plain(id),
                text(provider),
                text(id),
                name.equals(id) ? "" : name,
                number(model.at("/limit/context")),
                number(model.at("/limit/input")),
                number(model.at("/limit/output")),
                letters(model.at("/modalities/input")),
                letters(model.at("/modalities/output")),
                flag(model.path("tool_call"), "T")
                        + flag(model.path("reasoning"), "R")
                        + flag(model.path("structured_output"), "S")
                        + flag(model.path("temperature"), "P"),
                price(model.at("/cost/input")),
                price(model.at("/cost/output")),
                price(model.at("/cost/cache_read")),
                price(model.at("/cost/cache_write")),
                text(model.path("release_date").asText("")),
                text(model.path("status").asText("")));
        return String.join("\t", columns).stripTrailing();
    }

    /** Replaces control characters with spaces, because tabs and line breaks would start a new column or line. */
    private static String text(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static String number(JsonNode value) {
        return value.canConvertToInt() && value.asInt() > 0 ? String.valueOf(value.asInt()) : "";
    }

    private static String price(JsonNode value) {
        return value.isNumber() && value.asDouble() >= 0
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : "";
    }

    private static String flag(JsonNode value, String letter) {
        return value.asBoolean() ? letter : "";
    }

    private static String letters(JsonNode modalities) {
        StringBuilder letters = new StringBuilder();
        modalities.forEach(modality -> letters.append(LETTERS.getOrDefault(modality.asText(), "")));
        return letters.toString();
    }
}
