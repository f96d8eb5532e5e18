package dev.openllm.server.gateway.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.completion.CompletionPipeline;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.embedding.EmbeddingPipeline;
import dev.openllm.server.gateway.Gateway;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The actual gateway with a scripted provider for each dialect. Two requests are sent for each field, one with the
 * field and one without it; the difference between the resulting provider requests shows the outcome for the field.
 */
final class Translation implements AutoCloseable {

    static final List<String> DIALECTS =
            List.of("openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat");

    private static final Map<String, String> PATHS = Map.of(
            "chat", "/v1/chat/completions",
            "completions", "/v1/completions",
            "fim", "/v1/fim/completions",
            "responses", "/v1/responses",
            "messages", "/v1/messages",
            "embeddings", "/v1/embeddings",
            "ollama-embed", "/api/embed",
            "ollama-embeddings", "/api/embeddings",
            "gemini-embed", "/v1beta/models/%s:embedContent",
            "gemini-embed-batch", "/v1beta/models/%s:batchEmbedContents");
    private static final Map<String, String> BASE_REQUESTS = Map.of(
            "chat", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "completions", "{\"prompt\":\"Hi\"}",
            "fim", "{\"prompt\":\"Hi\"}",
            "responses", "{\"input\":\"Hi\"}",
            "messages", "{\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "embeddings", "{\"input\":\"Hi\"}",
            "ollama-embed", "{\"input\":\"Hi\"}",
            "ollama-embeddings", "{\"prompt\":\"Hi\"}",
            "gemini-embed", "{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}",
            "gemini-embed-batch", "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}");
    /** Response fields whose values are different in every response. */
    private static final Set<String> VARYING_FIELDS = Set.of("id", "created", "created_at", "completed_at", "item_id");

    private static final int MAX_LENGTH = 60;
    private static final int MAX_CHANGES = 4;

    private final Map<String, FakeProvider> providers = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gateway gateway;

    /** The response to one request, together with the request that the provider received. */
    private record Sent(int status, String notice, JsonNode response, Optional<JsonNode> providerRequest) {}

    Translation() {
        List<Dialect> dialects = List.of(
                new OpenAiChatDialect(),
                new OpenAiResponsesDialect(),
                new AnthropicDialect(),
                new GeminiDialect(),
                new OllamaDialect());
        List<ResolvedModel> models = new ArrayList<>();
        for (int i = 0; i < dialects.size(); i++) {
            FakeProvider provider = FakeProvider.start().always("*", Translation::respond);
            providers.put(DIALECTS.get(i), provider);
            for (String model : List.of("m", "other")) {
                ModelInfo info = TestModels.info(DIALECTS.get(i) + "/" + model);
                models.add(TestModels.remote(info, dialects.get(i), provider.uri(), ModelConfig.of(model)));
            }
        }
        FewProviders fewProviders = new FewProviders(models.toArray(ResolvedModel[]::new));
        OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        RetryPolicy retries = new RetryPolicy(0, () -> 0);
        ChatPipeline chats = new ChatPipeline(fewProviders, http, retries, Sleeper.SLEEP);
        EmbeddingPipeline embeddings = new EmbeddingPipeline(
                fewProviders,
                http,
                ModelAccess.OPEN,
                () -> new Policies(retries, TimeLimits.CHAT),
                new ProviderQueues());
        Completions completions = new CompletionPipeline(
                chats,
                fewProviders,
                http,
                ModelAccess.OPEN,
                Optional::empty,
                () -> new Policies(retries, TimeLimits.CHAT),
                new ProviderQueues());
        gateway = Gateway.start(
                chats,
                () -> embeddings,
                () -> completions,
                fewProviders,
                0,
                Optional.empty(),
                new NamedTokens(Path.of("target", "no-tokens")),
                message -> {});
    }

    /**
     * Returns the outcome for each dialect.
     *
     * @param row the API, the field, the pointer to the field in the request, and the request
     */
    List<String> outcomes(List<String> row) throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (String dialect : DIALECTS) {
            outcomes.add(outcome(row, dialect));
        }
        return outcomes;
    }

    private String outcome(List<String> row, String dialect) throws IOException {
        String api = row.get(0);
        ObjectNode baseRequest = (ObjectNode) Wire.JSON.readTree(BASE_REQUESTS.get(api));
        if (!api.startsWith("gemini")) {
            baseRequest.put("model", dialect + "/m");
        }
        ObjectNode requestWithField = baseRequest.deepCopy();
        requestWithField.setAll((ObjectNode) Wire.JSON.readTree(row.get(3).replace("\"D/", "\"" + dialect + "/")));
        JsonPointer pointer = JsonPointer.compile(row.get(2));
        JsonNode value = requestWithField.at(pointer);
        ObjectNode requestWithoutField = requestWithField.deepCopy();
        remove(requestWithoutField, pointer);
        Sent exchange = send(api, dialect, requestWithField);
        Sent baseline = send(api, dialect, requestWithoutField);
        return outcome(
                exchange, baseline.providerRequest().isEmpty() ? send(api, dialect, baseRequest) : baseline, value);
    }

    private static String outcome(Sent exchange, Sent baseline, JsonNode value) {
        if (exchange.status() >= 400) {
            JsonNode error = exchange.response().path("error");
            return "refused: " + truncate((error.isTextual() ? error : error.path("message")).asText());
        }
        Map<String, JsonNode> changes = new TreeMap<>();
        compare(
                "",
                baseline.providerRequest().orElseThrow(),
                exchange.providerRequest().orElseThrow(),
                changes);
        boolean hasNotice = !exchange.notice().isEmpty() && !exchange.notice().equals(baseline.notice());
        String notice = hasNotice ? " (noticed: " + truncate(exchange.notice()) + ")" : "";
        if (!changes.isEmpty()) {
            boolean isCarried = changes.values().stream()
                    .anyMatch(change -> change.equals(value)
                            || value.isTextual() && change.asText().equals(value.asText()));
            return (isCarried ? "carried: " : "mapped: ") + describe(changes) + notice;
        }
        if (hasNotice) {
            return "noticed: " + truncate(exchange.notice());
        }
        return exchange.response().equals(baseline.response()) ? "unaffected" : "answered";
    }

    private Sent send(String api, String dialect, ObjectNode body) throws IOException {
        FakeProvider provider = providers.get(dialect);
        int previousCount = provider.requests().size();
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + gateway.port() + PATHS.get(api).formatted(dialect + "/m")))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            List<FakeRequest> providerRequests = provider.requests();
            return new Sent(
                    response.statusCode(),
                    response.headers().firstValue("x-open-llm-notice").orElse(""),
                    parseResponse(response.body()),
                    providerRequests.size() == previousCount
                            ? Optional.empty()
                            : Optional.of(toJson(providerRequests.getLast())));
        } catch (InterruptedException interruption) {
            throw new IOException(interruption);
        }
    }

    private static JsonNode toJson(FakeRequest request) {
        ObjectNode body = request.json().deepCopy();
        return body.put("(path)", request.path());
    }

    private static JsonNode parseResponse(String body) throws IOException {
        if (!body.startsWith("{")) {
            return Wire.JSON
                    .getNodeFactory()
                    .textNode(
                            body.startsWith("event") || body.startsWith("data")
                                    ? "stream" + body.contains("\"usage\":{\"prompt")
                                    : body);
        }
        JsonNode json = Wire.JSON.readTree(body);
        removeVaryingFields(json);
        return json;
    }

    private static void removeVaryingFields(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(VARYING_FIELDS);
        }
        json.forEach(Translation::removeVaryingFields);
    }

    private static void remove(ObjectNode request, JsonPointer pointer) {
        JsonNode parent = request.at(pointer.head());
        if (parent instanceof ArrayNode array) {
            array.remove(pointer.last().getMatchingIndex());
        } else if (parent instanceof ObjectNode object) {
            object.remove(pointer.last().getMatchingProperty());
        }
    }

    private static void compare(String path, JsonNode before, JsonNode after, Map<String, JsonNode> changes) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            for (Iterator<String> names = after.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                compare(path + "/" + name, before.path(name), after.path(name), changes);
            }
            before.fieldNames().forEachRemaining(name -> {
                if (!after.has(name)) {
                    changes.put(path + "/" + name, Wire.JSON.missingNode());
                }
            });
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, before.path(i), after.path(i), changes);
            }
        } else {
            changes.put(path, after);
        }
    }

    private static String describe(Map<String, JsonNode> changes) {
        List<String> descriptions = new ArrayList<>();
        changes.forEach((path, value) ->
                descriptions.add(path + (value.isMissingNode() ? " absent" : "=" + truncate(value.toString()))));
        return descriptions.size() <= MAX_CHANGES
                ? String.join("; ", descriptions)
                : String.join("; ", descriptions.subList(0, MAX_CHANGES)) + "; …";
    }

    private static String truncate(String text) {
        String line = text.replaceAll("[\\t\\n\\r]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }

    /** Returns one vector for each text. */
    private static Optional<FakeAnswer> embeddingResponse(FakeRequest request) {
        String path = request.path();
        JsonNode body = request.json();
        int textCount =
                Math.max(body.path("input").size(), body.path("requests").size());
        return switch (path.substring(path.lastIndexOf(path.contains(":") ? ':' : '/'))) {
            case "/embeddings" ->
                Optional.of(FakeAnswer.json("{\"data\":[" + repeat("{\"embedding\":[1,0]}", textCount)
                        + "],\"usage\":{\"total_tokens\":1}}"));
            case "/embed" -> Optional.of(FakeAnswer.json("{\"embeddings\":[" + repeat("[1,0]", textCount) + "]}"));
            case ":batchEmbedContents" ->
                Optional.of(FakeAnswer.json("{\"embeddings\":[" + repeat("{\"values\":[1,0]}", textCount) + "]}"));
            default -> Optional.empty();
        };
    }

    private static String repeat(String element, int times) {
        return String.join(",", Collections.nCopies(times, element));
    }

    /** Returns a minimal response in the format of each API, streamed if requested. */
    private static FakeAnswer respond(FakeRequest request) {
        Optional<FakeAnswer> vectors = embeddingResponse(request);
        if (vectors.isPresent()) {
            return vectors.get();
        }
        String path = request.path();
        boolean stream = request.json().path("stream").asBoolean(false);
        if (path.endsWith("/chat/completions")) {
            return stream
                    ? FakeAnswer.sse(
                            "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}",
                            "[DONE]")
                    : FakeAnswer.json(
                            "{\"choices\":[{\"message\":{\"reasoning_content\":\"hm\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}");
        }
        if (path.endsWith("/completions")) {
            String completion = "{\"choices\":[{\"text\":\"ok\",\"finish_reason\":\"stop\"}]}";
            return stream ? FakeAnswer.sse(completion, "[DONE]") : FakeAnswer.json(completion);
        }
        if (path.equals("/infill")) {
            String completion = "{\"content\":\"ok\",\"stop\":true,\"stop_type\":\"eos\"}";
            return stream ? FakeAnswer.sse(completion) : FakeAnswer.json(completion);
        }
        if (path.equals("/api/generate")) {
            return FakeAnswer.ndjson("{\"response\":\"ok\",\"done\":true,\"done_reason\":\"stop\"}");
        }
        if (path.endsWith("/responses")) {
            String done =
                    "{\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":\"reasoning\",\"id\":\"rs\",\"encrypted_content\":\"e\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}]},{\"type\":\"message\",\"role\":\"assistant\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"ok\"}]}]}";
            return stream
                    ? FakeAnswer.sse(
                            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"ok\"}",
                            "{\"type\":\"response.completed\",\"response\":" + done + "}")
                    : FakeAnswer.json(done);
        }
        if (path.endsWith("/messages")) {
            return stream
                    ? FakeAnswer.sse(
                            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1}}}",
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}",
                            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
                            "{\"type\":\"content_block_stop\",\"index\":0}",
                            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"ok\"}}",
                            "{\"type\":\"content_block_stop\",\"index\":0}",
                            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}",
                            "{\"type\":\"message_stop\"}")
                    : FakeAnswer.json(
                            "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"ok\"}],\"stop_reason\":\"end_turn\","
                                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
        }
        if (path.endsWith("/api/chat")) {
            String done =
                    "{\"message\":{\"role\":\"assistant\",\"thinking\":\"hm\",\"content\":\"ok\"},\"done\":true,\"done_reason\":\"stop\"}";
            return stream ? FakeAnswer.ndjson(done) : FakeAnswer.json(done);
        }
        String candidate =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"text\":\"ok\"}]},\"finishReason\":\"STOP\"}]}";
        return path.contains("stream") ? FakeAnswer.sse(candidate) : FakeAnswer.json(candidate);
    }

    @Override
    public void close() {
        gateway.close();
        providers.values().forEach(FakeProvider::close);
    }
}
