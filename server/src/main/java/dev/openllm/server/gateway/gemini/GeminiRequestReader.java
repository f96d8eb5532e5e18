package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.gateway.api.CallPairs;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.RecentCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Gemini API request to generate content. Source: https://ai.google.dev/api/generate-content */
final class GeminiRequestReader {

    /** The maximum thinking budget, in tokens, that is mapped to low reasoning effort. */
    private static final int MAX_LOW_BUDGET = 4096;

    private static final int MAX_MEDIUM_BUDGET = 16384;

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "cachedContent", "serviceTier");

    private static final Set<String> SUPPORTED_CONFIG_FIELDS = Set.of(
            "temperature",
            "topP",
            "topK",
            "candidateCount",
            "maxOutputTokens",
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "responseModalities",
            "responseLogprobs",
            "presencePenalty",
            "frequencyPenalty",
            "seed",
            "thinkingConfig");

    private final String model;
    private final ObjectNode body;
    private final ObjectNode config;
    private final Intake intake;
    private final CallPairs calls;

    GeminiRequestReader(String model, JsonNode body, Intake intake, RecentCalls recent) {
        this.model = model;
        this.body = ProtoNames.withJsonNames(body);
        this.config = ProtoNames.withJsonNames(this.body.path("generationConfig"));
        if (config.has("ResponseJsonSchema")) { // some SDKs send _responseJsonSchema, which is converted to this name
            config.set("responseJsonSchema", config.remove("ResponseJsonSchema"));
        }
        this.intake = intake;
        this.calls = new CallPairs(recent, intake.consumer());
    }

    GeminiRequest read() {
        rejectUnsupportedResponses();
        GeminiContents contents = new GeminiContents(intake, calls);
        List<Message> messages = new ArrayList<>();
        List<Part> system = system(contents);
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        List<Message> turns = contents.messages(body.path("contents"));
        if (turns.isEmpty()) {
            throw Fields.invalid("contents must have at least one item.");
        }
        messages.addAll(turns);
        intake.omitFields(body, SUPPORTED_FIELDS);
        intake.omitOptions(config, SUPPORTED_CONFIG_FIELDS);
        GeminiTools tools = GeminiTools.read(body, intake);
        ChatParams params = new ChatParams(
                model, messages, tools.offered(), tools.choice(), options(), Optional.empty(), Optional.empty());
        boolean showsThoughts = thinking().path("includeThoughts").asBoolean();
        return new GeminiRequest(params, intake.consumer(), showsThoughts, calls.count());
    }

    /**
     * Rejects fields that cannot be omitted because they request a different kind of response or a different
     * conversation.
     */
    private void rejectUnsupportedResponses() {
        if (config.path("candidateCount").asInt(1) != 1) {
            throw Fields.invalid("candidateCount must be 1: each request returns one response.");
        }
        if (config.path("responseLogprobs").asBoolean()) {
            throw Fields.invalid("responseLogprobs must be false: log probabilities are not supported.");
        }
        if (config.path("responseModalities")
                .valueStream()
                .anyMatch(kind -> !kind.asText().equalsIgnoreCase("text"))) {
            throw Fields.invalid("responseModalities must be [\"TEXT\"]: only text responses are supported.");
        }
        String type = config.path("responseMimeType").asText("");
        if (!Set.of("", "text/plain", "application/json").contains(type)) {
            throw Fields.invalid("responseMimeType must be text/plain or application/json.");
        }
        if (!body.path("cachedContent").asText().isEmpty()) {
            throw Fields.invalid("cachedContent is not supported, because no content is stored. Send the content with "
                    + "the request.");
        }
    }

    private List<Part> system(GeminiContents contents) {
        JsonNode system = body.path("systemInstruction");
        return system.isTextual() ? List.of(new Part.Text(system.textValue())) : contents.parts(system.path("parts"));
    }

    private ObjectNode thinking() {
        return ProtoNames.withJsonNames(config.path("thinkingConfig"));
    }

    private ChatOptions options() {
        return new ChatOptions(
                Fields.integer(config, "maxOutputTokens"),
                Fields.number(config, "temperature"),
                Fields.number(config, "topP"),
                Fields.texts(config.path("stopSequences")),
                Fields.longInteger(config, "seed"),
                effort(),
                format(),
                Optional.empty(),
                Map.of(),
                Fields.integer(config, "topK"),
                Fields.number(config, "presencePenalty"),
                Fields.number(config, "frequencyPenalty"),
                Optional.empty(),
                Optional.empty(),
                Fields.text(body, "serviceTier"),
                Optional.empty(),
                Optional.empty(),
                intake.dialectFields());
    }

    /** Returns the reasoning effort. If the thinking budget is -1, the model decides how much to reason. */
    private Optional<String> effort() {
        ObjectNode thinking = thinking();
        String level = thinking.path("thinkingLevel").asText("").toLowerCase(Locale.ROOT);
        if (!level.isEmpty() && !level.endsWith("unspecified")) {
            return Optional.of(level);
        }
        return Fields.longInteger(thinking, "thinkingBudget").stream()
                .mapToObj(GeminiRequestReader::effort)
                .findFirst();
    }

    private static String effort(long budget) {
        if (budget <= 0) {
            return budget == 0 ? "none" : "auto";
        }
        return budget <= MAX_LOW_BUDGET ? "low" : budget <= MAX_MEDIUM_BUDGET ? "medium" : "high";
    }

    private Optional<ResponseFormat> format() {
        Optional<ObjectNode> schema = Fields.object(config, "responseJsonSchema")
                .or(() -> OpenApiSubset.jsonSchema(config.path("responseSchema")) instanceof ObjectNode converted
                        ? Optional.of(converted)
                        : Optional.empty());
        return schema.isPresent() || config.path("responseMimeType").asText().equals("application/json")
                ? Optional.of(new ResponseFormat(null, schema))
                : Optional.empty();
    }
}
