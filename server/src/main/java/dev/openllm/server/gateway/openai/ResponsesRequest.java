package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request to the OpenAI Responses API.
 *
 * @param body the request body, much of which is repeated in the response
 * @param input the items of the conversation, including those of earlier responses
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">API reference</a>
 */
record ResponsesRequest(JsonNode body, List<JsonNode> input, ChatParams params, OpenAiTools tools, String consumer) {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "reasoning",
            "text",
            "include",
            "store",
            "stream",
            "previous_response_id",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "service_tier",
            "prompt_cache_key",
            "safety_identifier",
            "user");

    static ResponsesRequest read(JsonNode body, ResponseStore store, Intake intake) {
        for (String field : List.of("conversation", "prompt")) {
            if (body.hasNonNull(field)) {
                throw Fields.invalid(field
                        + " refers to content that OpenAI stores, which is not available here. Send the complete "
                        + "conversation as input.");
            }
        }
        intake.omitFields(body, SUPPORTED_FIELDS);
        List<JsonNode> input = items(body, store, intake);
        OpenAiTools tools = OpenAiTools.read(body.path("tools"), intake);
        input.stream().filter(ResponsesItems::definesTools).forEach(item -> tools.add(item.path("tools")));
        List<Message> messages = new ArrayList<>();
        Fields.text(body, "instructions").ifPresent(text -> messages.add(Message.system(text)));
        messages.addAll(new ResponsesItems(intake).messages(input));
        if (messages.isEmpty()) {
            throw Fields.invalid("input must be a string, or a list with at least one item.");
        }
        ChatParams params = new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                tools.offered(body.path("tool_choice")),
                tools.choice(body.path("tool_choice")),
                options(body, intake),
                Optional.empty(),
                Optional.empty());
        return new ResponsesRequest(body, input, params, tools, intake.consumer());
    }

    /**
     * Returns whether to store the response. As in the OpenAI API, a response is stored unless the client disables
     * storage.
     */
    boolean isStored() {
        return body.path("store").asBoolean(true);
    }

    /** Returns whether the client itself stores the provider state. */
    boolean clientStoresState() {
        return !isStored()
                || body.path("include")
                        .valueStream()
                        .anyMatch(name -> name.asText().equals("reasoning.encrypted_content"));
    }

    private static List<JsonNode> items(JsonNode body, ResponseStore store, Intake intake) {
        List<JsonNode> items = new ArrayList<>();
        Fields.text(body, "previous_response_id").ifPresent(id -> {
            ResponseStore.Stored previous =
                    store.find(intake.consumer(), id).orElseThrow(() -> notFound("response", id));
            items.addAll(previous.input());
            previous.response().path("output").forEach(items::add);
        });
        JsonNode input = body.path("input");
        if (input.isTextual()) {
            ObjectNode message = Wire.JSON.createObjectNode().put("role", "user");
            items.add(withId(message.put("content", input.textValue())));
        }
        input.forEach(item -> items.add(
                isReference(item)
                        ? store.item(intake.consumer(), item.path("id").asText())
                                .orElseThrow(
                                        () -> notFound("item", item.path("id").asText()))
                        : withId(item)));
        return items;
    }

    private static boolean isReference(JsonNode item) {
        boolean bare = item.hasNonNull("id") && !item.has("type") && !item.has("role");
        return item.path("type").asText().equals("item_reference") || bare;
    }

    private static JsonNode withId(JsonNode item) {
        return item instanceof ObjectNode object && !item.path("id").isTextual()
                ? object.deepCopy().put("id", Ids.newId("item_"))
                : item;
    }

    /**
     * Returns the error for a response or item that is not stored. The error code causes clients to send the complete
     * conversation.
     */
    private static OpenLlmException notFound(String kind, String id) {
        return new OpenLlmException(ErrorInfo.of(
                        ErrorKind.INVALID_REQUEST,
                        "The " + kind + " with id '" + id
                                + "' was not found: only recent responses are stored, in memory.")
                .withCode(kind.equals("response") ? "previous_response_not_found" : "item_not_found")
                .withHint("Send the complete conversation as input."));
    }

    private static ChatOptions options(JsonNode body, Intake intake) {
        JsonNode format = body.path("text").path("format");
        intake.omitFieldsOf("reasoning", body.path("reasoning"), Set.of("effort", "summary", "generate_summary"));
        return new ChatOptions(
                Fields.integer(body, "max_output_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                List.of(),
                OptionalLong.empty(),
                Fields.text(body.path("reasoning"), "effort"),
                OpenAiContent.responseFormat(format, format),
                Fields.flag(body, "parallel_tool_calls"),
                Map.of(),
                Fields.integer(body, "top_k"),
                Fields.number(body, "presence_penalty"),
                Fields.number(body, "frequency_penalty"),
                Fields.text(body.path("text"), "verbosity"),
                Fields.text(body.path("reasoning"), "summary")
                        .or(() -> Fields.text(body.path("reasoning"), "generate_summary")), // the field's previous name
                Fields.text(body, "service_tier"),
                Fields.text(body, "prompt_cache_key"),
                Fields.text(body, "safety_identifier").or(() -> Fields.text(body, "user")),
                intake.dialectFields());
    }
}
