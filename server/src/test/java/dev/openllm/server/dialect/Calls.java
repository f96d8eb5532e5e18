package dev.openllm.server.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;

/**
 * A builder of calls for encoder tests. Each test starts from a small call and changes one property at a time.
 *
 * @param options the options as JSON, with the names that they have in the protocol
 */
public record Calls(
        String model,
        List<Message> messages,
        List<ToolDefinition> tools,
        ToolChoice toolChoice,
        String options,
        boolean stream,
        ModelInfo.Capabilities capabilities,
        Quirks quirks) {

    /** The name of the provider in all calls. */
    public static final String PROVIDER = "provider";

    private static final ModelInfo.Capabilities ALL_CAPABILITIES =
            new ModelInfo.Capabilities(true, true, true, true, List.of(), true, true);

    /** Returns a streamed call of a model that has all capabilities, with no options set. */
    public static Calls of(String model, Message... messages) {
        return new Calls(
                model, List.of(messages), List.of(), ToolChoice.AUTO, "{}", true, ALL_CAPABILITIES, Quirks.NONE);
    }

    public Calls tools(ToolDefinition... newTools) {
        return new Calls(model, messages, List.of(newTools), toolChoice, options, stream, capabilities, quirks);
    }

    public Calls toolChoice(ToolChoice newChoice) {
        return new Calls(model, messages, tools, newChoice, options, stream, capabilities, quirks);
    }

    public Calls options(String newOptions) {
        return new Calls(model, messages, tools, toolChoice, newOptions, stream, capabilities, quirks);
    }

    public Calls streamed(boolean newStream) {
        return new Calls(model, messages, tools, toolChoice, options, newStream, capabilities, quirks);
    }

    public Calls quirk(String name, String value) {
        return new Calls(model, messages, tools, toolChoice, options, stream, capabilities, quirks.with(name, value));
    }

    /** Makes the model a reasoning model that supports these effort levels. */
    public Calls efforts(String... efforts) {
        return capabilities(new ModelInfo.Capabilities(true, true, true, true, List.of(efforts), true, true));
    }

    public Calls withoutReasoning() {
        return capabilities(new ModelInfo.Capabilities(true, true, true, false, List.of(), true, true));
    }

    private Calls capabilities(ModelInfo.Capabilities newCapabilities) {
        return new Calls(model, messages, tools, toolChoice, options, stream, newCapabilities, quirks);
    }

    public ChatCall toChatCall() {
        return new ChatCall(
                PROVIDER,
                model,
                messages,
                tools,
                toolChoice,
                Wire.JSON.convertValue(json(options), ChatOptions.class),
                stream,
                new ModelInfo.Limits(100_000, 90_000, 10_000),
                capabilities,
                quirks);
    }

    /** Returns the request body to which the dialect encodes this call. */
    public ObjectNode encodeWith(Dialect dialect) {
        return dialect.encode(toChatCall()).body().orElseThrow();
    }

    public static ToolDefinition tool(String name, String schema) {
        return new ToolDefinition(name, "Does " + name + ".", (ObjectNode) json(schema));
    }

    public static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    public static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    public static Part.ToolCall toolCall(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, (ObjectNode) json(arguments));
    }

    public static Part.ToolResult result(String callId, String text) {
        return new Part.ToolResult(callId, List.of(new Part.Text(text)), false);
    }

    /** Returns provider state that must be sent back to the model's provider. */
    public Part.ProviderState state(String data) {
        return new Part.ProviderState(PROVIDER, model, json(data));
    }

    public static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(text, invalid);
        }
    }
}
