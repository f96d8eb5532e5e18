package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.model.ModelInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Compares what a dialect delivered for a recorded response with the expectation in the recording. */
public final class WireExpectation {

    private static final ModelInfo.Limits LIMITS = new ModelInfo.Limits(200_000, 180_000, 20_000);
    private static final ModelInfo.Capabilities ALL_CAPABILITIES =
            new ModelInfo.Capabilities(true, true, true, true, List.of("low", "medium", "high"), true, true);

    private WireExpectation() {}

    /** Returns a call that could have caused the recorded response. */
    public static ChatCall call(WireCases.Case recorded, Quirks quirks) {
        return call(
                recorded.meta().path("provider").asText(),
                recorded.meta().path("request").path("model").asText("some-model"),
                recorded.tagged("stream"),
                quirks);
    }

    /** Returns a small call of a model that has all capabilities. */
    public static ChatCall call(String provider, String model, boolean stream, Quirks quirks) {
        return new ChatCall(
                provider,
                model,
                List.of(Message.user("Hello")),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                stream,
                LIMITS,
                ALL_CAPABILITIES,
                quirks);
    }

    /** Reads the recorded response with the dialect. */
    public static Delivered deliver(Dialect dialect, WireCases.Case recorded, Quirks quirks) {
        if (recorded.status() >= 400) {
            return new Delivered(List.of(), Optional.empty(), Optional.of(readError(dialect, recorded)));
        }
        return Delivered.by(dialect, call(recorded, quirks), recorded.body());
    }

    /** Reads the recorded HTTP error with the dialect. */
    public static ErrorInfo readError(Dialect dialect, WireCases.Case recorded) {
        Map<String, String> headers = new HashMap<>();
        recorded.meta()
                .path("response_headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(), header.getValue().asText()));
        headers.put("content-type", recorded.meta().path("content_type").asText());
        return dialect.readError(recorded.status(), headers, new String(recorded.body(), StandardCharsets.UTF_8));
    }

    /**
     * Returns the differences between the delivered and the expected response, one per line, or an empty list if they
     * are equal.
     */
    public static List<String> differences(WireCases.Case recorded, Delivered delivered) {
        JsonNode expect = recorded.expect();
        List<String> found = new ArrayList<>();
        compareWords(expect, delivered, found);
        compareToolCalls(expect.path("tool_calls"), delivered, found);
        if (expect.path("error").isObject()) {
            delivered
                    .error()
                    .ifPresentOrElse(
                            error -> compareError(expect.path("error"), error, found),
                            () -> found.add("error: expected " + expect.path("error") + ", none came"));
            return found;
        }
        delivered.error().ifPresent(error -> found.add("error: none expected, but got " + error));
        delivered.outcome().ifPresent(outcome -> compareOutcome(expect, outcome, found));
        return found;
    }

    private static void compareWords(JsonNode expect, Delivered delivered, List<String> found) {
        if (expect.path("text").isTextual()) {
            compare("text", expect.path("text").asText(), delivered.text(), found);
        }
        if (expect.path("reasoning").isTextual()) {
            compare(
                    "reasoning",
                    inNumberedParts(expect)
                            ? squeezed(expect.path("reasoning").asText())
                            : expect.path("reasoning").asText(),
                    inNumberedParts(expect) ? squeezed(delivered.reasoning()) : delivered.reasoning(),
                    found);
        }
        compare("refusal", expect.path("refusal").asText(""), delivered.refusal(), found);
    }

    private static boolean inNumberedParts(JsonNode expect) {
        return expect.path("reasoning_parts").size() > 1;
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void compareToolCalls(JsonNode expected, Delivered delivered, List<String> found) {
        List<ChatEvent> calls = delivered.events().stream()
                .filter(e -> e instanceof ChatEvent.ToolCall || e instanceof ChatEvent.InvalidToolCall)
                .toList();
        compare("number of tool calls", expected.size(), calls.size(), found);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < Math.min(expected.size(), calls.size()); i++) {
            JsonNode want = expected.path(i);
            String where = "tool call " + i;
            switch (calls.get(i)) {
                case ChatEvent.ToolCall call -> {
                    compareCall(where, want, call.id(), call.name(), found);
                    compare(where + " arguments", want.path("arguments"), call.arguments(), found);
                    compare(where + " has an id of its own", true, ids.add(call.id()), found);
                }
                case ChatEvent.InvalidToolCall call -> {
                    compareCall(where, want, call.id(), call.name(), found);
                    compare(where + " raw", want.path("arguments").path("_raw").asText(), call.rawArguments(), found);
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    private static void compareCall(String where, JsonNode want, String id, String name, List<String> found) {
        compare(where + " name", want.path("name").asText(), name, found);
        if (want.path("id").isTextual()) {
            compare(where + " id", want.path("id").asText(), id, found);
        }
        compare(where + " has an id", false, id.isBlank(), found);
    }

    private static void compareOutcome(JsonNode expect, Outcome outcome, List<String> found) {
        String finish = Wire.JSON.convertValue(outcome.finishReason(), String.class);
        compare("finish", expect.path("finish").asText(), finish, found);
        compare("finish_raw", expect.path("finish_raw").asText(""), outcome.finishReasonRaw(), found);
        JsonNode usage = expect.path("usage");
        if (usage.isObject()) {
            Usage got = outcome.usage();
            compareTokens("input_tokens", usage, got.inputTokens(), found);
            compareTokens("output_tokens", usage, got.outputTokens(), found);
            compareTokens("cached_input_tokens", usage, got.cachedInputTokens(), found);
            compareTokens("cache_write_tokens", usage, got.cacheWriteTokens(), found);
            compareTokens("reasoning_tokens", usage, got.reasoningTokens(), found);
        }
    }

    private static void compareTokens(String field, JsonNode usage, OptionalLong got, List<String> found) {
        compare("usage " + field, usage.path(field).asLong(0), got.orElse(0), found);
    }

    private static void compareError(JsonNode want, ErrorInfo got, List<String> found) {
        if (want.path("status").isInt()) {
            compare("error status", OptionalInt.of(want.path("status").asInt()), got.status(), found);
        }
        for (String words : List.of("message", "detail")) {
            if (!got.message().contains(want.path(words).asText(""))) {
                found.add("error " + words + ": " + want.path(words) + " is not in <" + got.message() + ">");
            }
        }
        List<String> kinds = List.of("type", "code").stream()
                .map(field -> want.path(field).asText(""))
                .filter(kind -> !kind.isEmpty() && !kind.equals("null"))
                .toList();
        boolean onlyTheStatusAgain = kinds.stream().allMatch(kind -> kind.matches("[45]\\d\\d"));
        if (!onlyTheStatusAgain && !kinds.contains(got.code().orElse(""))) {
            found.add("error code: expected one of " + kinds + ", got " + got.code());
        }
    }

    /**
     * Returns the differences between a model list and the expected one. Limits that the expectation omits are ignored.
     */
    public static List<String> modelListDifferences(WireCases.Case recorded, List<ListedModel> models) {
        JsonNode expect = recorded.expect();
        List<String> found = new ArrayList<>();
        List<String> wanted = StreamSupport.stream(expect.path("models").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        compare("models", wanted, models.stream().map(ListedModel::id).toList(), found);
        Map<String, ListedModel> byId =
                models.stream().collect(Collectors.toMap(ListedModel::id, model -> model, (a, b) -> a));
        for (Map.Entry<String, JsonNode> limit : expect.path("limits").properties()) {
            ListedModel model = byId.getOrDefault(limit.getKey(), ListedModel.of(limit.getKey()));
            compareLimit(limit.getKey() + " context", limit.getValue().path("context"), model.contextTokens(), found);
            compareLimit(limit.getKey() + " output", limit.getValue().path("output"), model.outputTokens(), found);
        }
        return found;
    }

    private static void compareLimit(String what, JsonNode want, OptionalInt got, List<String> found) {
        if (want.isInt()) {
            compare(what, OptionalInt.of(want.asInt()), got, found);
        }
    }

    private static void compare(String what, Object want, Object got, List<String> found) {
        if (!want.equals(got)) {
            found.add(what + ": expected <" + want + ">, got <" + got + ">");
        }
    }
}
