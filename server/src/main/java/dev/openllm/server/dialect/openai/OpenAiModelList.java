package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.Dialect.ModelPage;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model list API of OpenAI and compatible providers: {@code GET /models}. */
public final class OpenAiModelList {

    private OpenAiModelList() {}

    /**
     * Returns the request for a page.
     *
     * @param pageToken the query string of the next page, as returned by {@link #read}; empty for the first page
     */
    public static WireRequest request(Optional<String> pageToken) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : pageToken.orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new WireRequest("GET", "/models", query, Map.of(), Optional.empty());
    }

    /**
     * Reads a page, whose entries are in {@code data} (OpenAI), in {@code models}, or in a top-level array (Together).
     */
    public static ModelPage read(JsonNode body) {
        JsonNode entries =
                body.isArray() ? body : body.path("data").isArray() ? body.path("data") : body.path("models");
        List<ListedModel> models = new ArrayList<>();
        for (JsonNode entry : entries) {
            ListedModelReader reader = new ListedModelReader(entry);
            reader.id().ifPresent(id -> models.add(reader.model(id)));
        }
        return new ModelPage(List.copyOf(models), next(body));
    }

    private static Optional<String> next(JsonNode body) {
        String link = body.path("links").path("next").asText("");
        int query = link.indexOf('?');
        if (query >= 0) {
            return Optional.of(link.substring(query + 1));
        }
        return body.path("has_more").asBoolean() && body.path("last_id").isTextual()
                ? Optional.of("after=" + body.path("last_id").asText())
                : Optional.empty();
    }
}
