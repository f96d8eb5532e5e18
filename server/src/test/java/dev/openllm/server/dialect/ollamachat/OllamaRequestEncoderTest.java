package dev.openllm.server.dialect.ollamachat;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.SameJson;
import dev.openllm.server.dialect.WireCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for the requests to Ollama. */
class OllamaRequestEncoderTest {

    /** A call without an explicit context length, which other tests cover. */
    private static final Calls HELLO = callWith("qwen3", Message.user("Hello"));

    private final OllamaDialect ollama = new OllamaDialect();

    private static Calls callWith(String model, Message... messages) {
        return Calls.of(model, messages).quirk(OllamaQuirk.NUM_CTX, "server");
    }

    @Test
    void unsetOptionsAreNotSent() {
        assertEquals(
                json("{'model':'qwen3','messages':[{'role':'user','content':'Hello'}],'stream':true}"
                        .replace('\'', '"')),
                HELLO.encodeWith(ollama));
    }

    @Test
    void limitsAndSamplingAreOptions() {
        JsonNode body = HELLO.options(
                        "{\"maxOutputTokens\":64,\"temperature\":0.5,\"topP\":0.9,\"seed\":7,\"stop\":[\"END\"]}")
                .encodeWith(ollama);

        assertEquals(
                json("{\"num_predict\":64,\"temperature\":0.5,\"top_p\":0.9,\"seed\":7,\"stop\":[\"END\"]}"),
                json(body.path("options").toString()));
    }

    @Test
    void theModelIsLoadedWithItsKnownContextSize() {
        Calls callWithoutOptions = Calls.of("qwen3", Message.user("Hello"));

        assertEquals(
                100_000,
                callWithoutOptions.encodeWith(ollama).at("/options/num_ctx").asInt());
        assertEquals(
                8192,
                HELLO.quirk(OllamaQuirk.NUM_CTX, "8192")
                        .encodeWith(ollama)
                        .at("/options/num_ctx")
                        .asInt());
        assertFalse(HELLO.encodeWith(ollama).has("options"));
    }

    @Test
    void keepAliveWithoutAUnitIsANumber() {
        assertEquals(
                json("-1"),
                HELLO.quirk(OllamaQuirk.KEEP_ALIVE, "-1").encodeWith(ollama).path("keep_alive"));
        assertEquals(
                json("\"30m\""),
                HELLO.quirk(OllamaQuirk.KEEP_ALIVE, "30m").encodeWith(ollama).path("keep_alive"));
    }

    @Test
    void thinkingIsASwitchForMostModels() {
        assertEquals(
                json("true"),
                HELLO.options("{\"reasoningEffort\":\"low\"}")
                        .encodeWith(ollama)
                        .path("think"));
        assertEquals(
                json("false"),
                HELLO.options("{\"reasoningEffort\":\"none\"}")
                        .encodeWith(ollama)
                        .path("think"));
    }

    @Test
    void thinkingHasLevelsForGptOss() {
        Calls gptOssCall = Calls.of("gpt-oss:20b", Message.user("Hello")).efforts("low", "medium", "high");

        assertEquals(
                json("\"high\""),
                gptOssCall
                        .options("{\"reasoningEffort\":\"max\"}")
                        .encodeWith(ollama)
                        .path("think"));
        assertEquals(
                json("\"low\""),
                gptOssCall
                        .options("{\"reasoningEffort\":\"none\"}")
                        .encodeWith(ollama)
                        .path("think"));
    }

    @Test
    void noReasoningIsRequestedFromAModelThatDoesNotSupportIt() {
        assertFalse(HELLO.withoutReasoning()
                .options("{\"reasoningEffort\":\"high\"}")
                .encodeWith(ollama)
                .has("think"));
    }

    @Test
    void aResponseIsConstrainedToASchemaOrToJson() {
        assertEquals(
                json("{\"type\":\"object\"}"),
                HELLO.options("{\"responseFormat\":{\"schema\":{\"type\":\"object\"}}}")
                        .encodeWith(ollama)
                        .path("format"));
        assertEquals(
                json("\"json\""),
                HELLO.options("{\"responseFormat\":{}}").encodeWith(ollama).path("format"));
    }

    @Test
    void imagesAreBase64WithoutAPrefix() {
        JsonNode body = Calls.of("gemma3", user(new Part.Text("What?"), Part.Image.ofData("image/png", "AAAA")))
                .encodeWith(ollama);

        assertEquals(json("[\"AAAA\"]"), body.at("/messages/0/images"));
    }

    @Test
    void anImageReferencedByUrlIsRefusedWithAReason() {
        Calls call =
                Calls.of("gemma3", user(new Part.Image("image/png", "", Optional.of("https://example.com/a.png"))));

        assertEquals(
                ErrorKind.INVALID_REQUEST,
                assertThrows(OpenLlmException.class, () -> call.encodeWith(ollama))
                        .info()
                        .kind());
    }

    @Test
    void toolResultsAreMessagesThatNameTheTool() {
        JsonNode body = Calls.of(
                        "qwen3",
                        Message.user("Weather?"),
                        assistant(new Part.Reasoning("hm"), toolCall("c1", "weather", "{\"city\":\"Rome\"}")),
                        user(result("c1", "sunny"), new Part.Text("And?")))
                .encodeWith(ollama);

        assertEquals(json("""
            [{"role":"user","content":"Weather?"},
             {"role":"assistant","content":"","thinking":"hm","tool_calls":[
               {"id":"c1","type":"function","function":{"name":"weather","arguments":{"city":"Rome"}}}]},
             {"role":"tool","content":"sunny","tool_name":"weather","tool_call_id":"c1"},
             {"role":"user","content":"And?"}]
            """), body.path("messages"));
    }

    @Test
    void toolsAreOmittedIfNoneCanBeCalled() {
        Calls callWithTool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\"}"));

        assertEquals(
                "add",
                callWithTool.encodeWith(ollama).at("/tools/0/function/name").asText());
        assertFalse(callWithTool.toolChoice(ToolChoice.NONE).encodeWith(ollama).has("tools"));
    }

    @Test
    void additionalFieldsAreSentAtTheTopLevel() {
        assertEquals(
                json("[1]"),
                HELLO.options("{\"extra\":{\"custom\":[1]}}").encodeWith(ollama).path("custom"));
    }

    @Test
    void additionalOptionsAreMergedWithTheOthers() {
        JsonNode options = HELLO.options("{\"temperature\":0.5,\"extra\":{\"options\":{\"min_p\":0.1}}}")
                .encodeWith(ollama)
                .path("options");
        assertEquals(0.5, options.path("temperature").asDouble());
        assertEquals(0.1, options.path("min_p").asDouble());
    }

    static Stream<WireCases.Case> recorded() {
        return WireCases.of("ollama-chat").stream()
                .filter(recorded -> recorded.meta().path("request").isObject());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedConversationsAreReproducedFromTheirNeutralForm(WireCases.Case recorded) {
        JsonNode request = recorded.meta().path("request");

        ObjectNode encoded = toNeutralCall(request).encodeWith(ollama);

        assertEquals(normalize(request), normalize(encoded));
    }

    /**
     * Removes IDs, which clients did not send when the conversations were recorded, and default values that clients
     * wrote explicitly.
     */
    private static JsonNode normalize(JsonNode request) {
        ObjectNode normalized = request.deepCopy();
        normalized
                .properties()
                .removeIf(field -> field.getValue().isNull()
                        || field.getValue().isContainerNode()
                                && field.getValue().isEmpty()
                        || field.getValue().isTextual()
                                && field.getValue().asText().isEmpty());
        if (normalized.path("stream").asBoolean()) {
            normalized.remove("stream"); // the default
        }
        if (normalized.path("options") instanceof ObjectNode options) {
            options.remove("think"); // the server ignores the field in this object
        }
        for (JsonNode message : normalized.path("messages")) {
            ObjectNode object = (ObjectNode) message;
            object.remove("tool_call_id");
            if (object.path("tool_calls").isEmpty()) {
                object.remove("tool_calls");
            }
            object.path("tool_calls").forEach(call -> ((ObjectNode) call).without(List.of("id", "type")));
            if (object.path("role").asText().equals("tool")) {
                object.remove("tool_name"); // not sent by the oldest client in the recordings
            }
        }
        return SameJson.of(json(normalized.toString()));
    }

    private static Calls toNeutralCall(JsonNode request) {
        List<Message> messages = new ArrayList<>();
        String callId = "";
        for (JsonNode message : request.path("messages")) {
            String content = message.path("content").asText();
            switch (message.path("role").asText()) {
                case "system" -> messages.add(Message.system(content));
                case "user" -> messages.add(Message.user(content));
                case "tool" -> messages.add(user(result(callId, content)));
                default -> {
                    List<Part> parts = new ArrayList<>();
                    if (message.has("thinking")) {
                        parts.add(new Part.Reasoning(message.path("thinking").asText()));
                    }
                    parts.add(new Part.Text(content));
                    for (JsonNode call : message.path("tool_calls")) {
                        callId = "call" + messages.size();
                        JsonNode function = call.path("function");
                        parts.add(toolCall(
                                callId,
                                function.path("name").asText(),
                                function.path("arguments").toString()));
                    }
                    messages.add(new Message(Role.ASSISTANT, parts));
                }
            }
        }
        ObjectNode options = Wire.JSON.createObjectNode();
        if (request.at("/options/num_predict").isInt()) {
            options.set("maxOutputTokens", request.at("/options/num_predict"));
        }
        for (String option : List.of("temperature", "seed")) {
            if (request.path("options").has(option)) {
                options.set(option, request.path("options").path(option));
            }
        }
        if (request.path("think").isBoolean()) {
            options.put("reasoningEffort", request.path("think").asBoolean() ? "medium" : "none");
        }
        if (request.path("format").isObject()) {
            options.putObject("responseFormat").set("schema", request.path("format"));
        } else if (request.path("format").asText().equals("json")) {
            options.putObject("responseFormat");
        }
        return callWith(request.path("model").asText(), messages.toArray(Message[]::new))
                .streamed(request.path("stream").asBoolean(true))
                .quirk("keep-alive", request.path("keep_alive").asText(""))
                .options(options.toString())
                .tools(request.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("function"))
                        .map(tool -> new ToolDefinition(
                                tool.path("name").asText(),
                                tool.path("description").asText(),
                                (ObjectNode) tool.path("parameters")))
                        .toArray(ToolDefinition[]::new));
    }
}
