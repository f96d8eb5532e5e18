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

    private static final ModelInfo.Limits MODEL_LIMITS = new ModelInfo.Limits(200_000, 180_000, 20_000);
    private static final ModelInfo.Capabilities ALL_CAPABILITIES =
            new ModelInfo.Capabilities(true, true, true, true, List.of("low", "medium", "high"), true, true);

    private WireExpectation() {}

    /** Returns a call that could have caused the recorded response. */
    public static ChatCall call(WireCases.Case recorded, Quirks quirks) {
        return call(
                recorded.meta().path("provider").asText(),
                recorded.meta().path("request").path("model").asText("some-model"),
                recorded.hasTag("stream"),
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
                MODEL_LIMITS,
                ALL_CAPABILITIES,
                quirks);
    }

    /** Reads the recorded response with the dialect. */
    public static Delivered deliver(Dialect dialect, WireCases.Case recorded, Quirks quirks) {
        if (recorded.status() >= 400) {
            return new Delivered(List.of(), Optional.empty(), Optional.of(readError(dialect, recorded)));
        }
        return Delivered.read(dialect, call(recorded, quirks), recorded.body());
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
        JsonNode expected = recorded.expect();
        List<String> differences = new ArrayList<>();
        compareText(expected, delivered, differences);
        compareToolCalls(expected.path("tool_calls"), delivered, differences);
        if (expected.path("error").isObject()) {
            delivered
                    .error()
                    .ifPresentOrElse(
                            error -> compareError(expected.path("error"), error, differences),
                            () -> differences.add("error: expected " + expected.path("error") + ", none came"));
            return differences;
        }
        delivered.error().ifPresent(error -> differences.add("error: none expected, but got " + error));
        delivered.outcome().ifPresent(outcome -> compareOutcome(expected, outcome, differences));
        return differences;
    }

    private static void compareText(JsonNode expected, Delivered delivered, List<String> differences) {
        if (expected.path("text").isTextual()) {
            compare("text", expected.path("text").asText(), delivered.text(), differences);
        }
        if (expected.path("reasoning").isTextual()) {
            compare(
                    "reasoning",
                    hasSeveralReasoningParts(expected)
                            ? withoutWhitespace(expected.path("reasoning").asText())
                            : expected.path("reasoning").asText(),
                    hasSeveralReasoningParts(expected)
                            ? withoutWhitespace(delivered.reasoning())
                            : delivered.reasoning(),
                    differences);
        }
        compare("refusal", expected.path("refusal").asText(""), delivered.refusal(), differences);
    }

    private static boolean hasSeveralReasoningParts(JsonNode expected) {
        return expected.path("reasoning_parts").size() > 1;
    }

    private static String withoutWhitespace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void compareToolCalls(JsonNode expected, Delivered delivered, List<String> differences) {
        List<ChatEvent> calls = delivered.events().stream()
                .filter(e -> e instanceof ChatEvent.ToolCall || e instanceof ChatEvent.InvalidToolCall)
                .toList();
        compare("number of tool calls", expected.size(), calls.size(), differences);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < Math.min(expected.size(), calls.size()); i++) {
            JsonNode expectedCall = expected.path(i);
            String label = "tool call " + i;
            switch (calls.get(i)) {
                case ChatEvent.ToolCall call -> {
                    compareCall(label, expectedCall, call.id(), call.name(), differences);
                    compare(label + " arguments", expectedCall.path("arguments"), call.arguments(), differences);
                    compare(label + " has an id of its own", true, ids.add(call.id()), differences);
                }
                case ChatEvent.InvalidToolCall call -> {
                    compareCall(label, expectedCall, call.id(), call.name(), differences);
                    compare(
                            label + " raw",
                            expectedCall.path("arguments").path("_raw").asText(),
                            call.rawArguments(),
                            differences);
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    private static void compareCall(String label, JsonNode expected, String id, String name, List<String> differences) {
        compare(label + " name", expected.path("name").asText(), name, differences);
        if (expected.path("id").isTextual()) {
            compare(label + " id", expected.path("id").asText(), id, differences);
        }
        compare(label + " has an id", false, id.isBlank(), differences);
    }

    private static void compareOutcome(JsonNode expected, Outcome outcome, List<String> differences) {
        String finish = Wire.JSON.convertValue(outcome.finishReason(), String.class);
        compare("finish", expected.path("finish").asText(), finish, differences);
        compare("finish_raw", expected.path("finish_raw").asText(""), outcome.finishReasonRaw(), differences);
        JsonNode expectedUsage = expected.path("usage");
        if (expectedUsage.isObject()) {
            Usage actualUsage = outcome.usage();
            compareTokens("input_tokens", expectedUsage, actualUsage.inputTokens(), differences);
            compareTokens("output_tokens", expectedUsage, actualUsage.outputTokens(), differences);
            compareTokens("cached_input_tokens", expectedUsage, actualUsage.cachedInputTokens(), differences);
            compareTokens("cache_write_tokens", expectedUsage, actualUsage.cacheWriteTokens(), differences);
            compareTokens("reasoning_tokens", expectedUsage, actualUsage.reasoningTokens(), differences);
        }
    }

    private static void compareTokens(
            String field, JsonNode expectedUsage, OptionalLong actual, List<String> differences) {
        compare("usage " + field, expectedUsage.path(field).asLong(0), actual.orElse(0), differences);
    }

    private static void compareError(JsonNode expected, ErrorInfo actual, List<String> differences) {
        if (expected.path("status").isInt()) {
            compare("error status", OptionalInt.of(expected.path("status").asInt()), actual.status(), differences);
        }
        for (String textField : List.of("message", "detail")) {
            if (!actual.message().contains(expected.path(textField).asText(""))) {
                differences.add("error " + textField + ": " + expected.path(textField) + " is not in <"
                        + actual.message() + ">");
            }
        }
        List<String> expectedCodes = List.of("type", "code").stream()
                .map(field -> expected.path(field).asText(""))
                .filter(code -> !code.isEmpty() && !code.equals("null"))
                .toList();
        boolean onlyRepeatsStatus = expectedCodes.stream().allMatch(code -> code.matches("[45]\\d\\d"));
        if (!onlyRepeatsStatus && !expectedCodes.contains(actual.code().orElse(""))) {
            differences.add("error code: expected one of " + expectedCodes + ", got " + actual.code());
        }
    }

    /**
     * Returns the differences between a model list and the expected one. Limits that the expectation omits are ignored.
     */
    public static List<String> modelListDifferences(WireCases.Case recorded, List<ListedModel> models) {
        JsonNode expected = recorded.expect();
        List<String> differences = new ArrayList<>();
        List<String> expectedIds = StreamSupport.stream(expected.path("models").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        compare("models", expectedIds, models.stream().map(ListedModel::id).toList(), differences);
        Map<String, ListedModel> byId =
                models.stream().collect(Collectors.toMap(ListedModel::id, model -> model, (a, b) -> a));
        for (Map.Entry<String, JsonNode> limit : expected.path("limits").properties()) {
            ListedModel model = byId.getOrDefault(limit.getKey(), ListedModel.of(limit.getKey()));
            compareLimit(
                    limit.getKey() + " context", limit.getValue().path("context"), model.contextTokens(), differences);
            compareLimit(
                    limit.getKey() + " output", limit.getValue().path("output"), model.outputTokens(), differences);
        }
        return differences;
    }

    private static void compareLimit(String label, JsonNode expected, OptionalInt actual, List<String> differences) {
        if (expected.isInt()) {
            compare(label, OptionalInt.of(expected.asInt()), actual, differences);
        }
    }

    private static void compare(String label, Object expected, Object actual, List<String> differences) {
        if (!expected.equals(actual)) {
            differences.add(label + ": expected <" + expected + ">, got <" + actual + ">");
        }
    }
}
