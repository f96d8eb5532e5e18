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
    private static final int MIN_MODELS = 1_000;

    private static final Map<String, String> MODALITY_CODES =
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
    public static byte[] toTable(JsonNode published) throws NotUsable {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> provider : published.properties()) {
            for (Map.Entry<String, JsonNode> model :
                    provider.getValue().path("models").properties()) {
                lines.add(toLine(provider.getKey(), model.getKey(), model.getValue()));
            }
        }
        if (lines.size() < MIN_MODELS) {
            throw new NotUsable("only " + lines.size() + " models");
        }
        lines.sort((one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        byte[] table = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        validate(new CatalogTable(table));
        return table;
    }

    /** Checks that the table contains entries for the best-known model makers and that these entries can be read. */
    static void validate(CatalogTable table) throws NotUsable {
        for (String maker : List.of("openai", "anthropic", "google")) {
            try {
                if (table.ofProvider(maker).isEmpty()) {
                    throw new NotUsable("no models of " + maker);
                }
            } catch (NumberFormatException malformed) {
                throw new NotUsable("a model of " + maker + " cannot be read");
            }
        }
    }

    private static String toLine(String provider, String id, JsonNode model) {
        String name = sanitize(model.path("name").asText(""));
        List<String> columns = List.of(
                ModelName.normalize(id),
                sanitize(provider),
                sanitize(id),
                name.equals(id) ? "" : name,
                number(model.at("/limit/context")),
                number(model.at("/limit/input")),
                number(model.at("/limit/output")),
                modalityCodes(model.at("/modalities/input")),
                modalityCodes(model.at("/modalities/output")),
                flag(model.path("tool_call"), "T")
                        + flag(model.path("reasoning"), "R")
                        + flag(model.path("structured_output"), "S")
                        + flag(model.path("temperature"), "P"),
                price(model.at("/cost/input")),
                price(model.at("/cost/output")),
                price(model.at("/cost/cache_read")),
                price(model.at("/cost/cache_write")),
                sanitize(model.path("release_date").asText("")),
                sanitize(model.path("status").asText("")));
        return String.join("\t", columns).stripTrailing();
    }

    /** Replaces control characters with spaces, because tabs and line breaks would start a new column or line. */
    private static String sanitize(String value) {
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

    private static String flag(JsonNode value, String code) {
        return value.asBoolean() ? code : "";
    }

    private static String modalityCodes(JsonNode modalities) {
        StringBuilder codes = new StringBuilder();
        modalities.forEach(modality -> codes.append(MODALITY_CODES.getOrDefault(modality.asText(), "")));
        return codes.toString();
    }
}
