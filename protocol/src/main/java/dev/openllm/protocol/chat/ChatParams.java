package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A chat request to a model.
 *
 * @param model the model, as {@code provider/model}; empty for the configured default model
 * @param messages the conversation so far, system messages first
 * @param tools the tools that the model can call
 * @param toolChoice whether the model must call a tool; {@code auto} if absent
 * @param options the options of the request; absent options are not sent
 * @param progressToken the token that identifies this chat in {@code $/progress}; if absent, the server sends only the
 *     result and no events
 * @param consumer the caller, for access decisions and the usage record, such as an extension's ID, {@code cli}, or
 *     {@code python}
 * @param stream whether the caller reads the response as it arrives; {@code true} if absent. If false, the server can
 *     request an unstreamed response, which requires less processing, from the provider
 */
public record ChatParams(
        String model,
        List<Message> messages,
        List<ToolDefinition> tools,
        ToolChoice toolChoice,
        ChatOptions options,
        Optional<String> progressToken,
        Optional<String> consumer,
        Optional<Boolean> stream) {

    public ChatParams {
        model = Wire.orElse(model, "");
        messages = Wire.list(messages);
        tools = Wire.list(tools);
        toolChoice = Wire.orElse(toolChoice, ToolChoice.AUTO);
        options = Wire.orElse(options, ChatOptions.DEFAULTS);
    }

    /** Creates a request whose response is read as it arrives. */
    public ChatParams(
            String model,
            List<Message> messages,
            List<ToolDefinition> tools,
            ToolChoice toolChoice,
            ChatOptions options,
            Optional<String> progressToken,
            Optional<String> consumer) {
        this(model, messages, tools, toolChoice, options, progressToken, consumer, Optional.empty());
    }

    /**
     * Creates a request without tools and with the model's default options.
     *
     * @param model the model, as {@code provider/model}; empty for the default model
     */
    public static ChatParams of(String model, Message... messages) {
        return new ChatParams(
                model,
                List.of(messages),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a copy of this request on behalf of the specified consumer. */
    public ChatParams forConsumer(String name) {
        return new ChatParams(model, messages, tools, toolChoice, options, progressToken, Optional.of(name), stream);
    }

    /** Returns a copy of this request for a caller that reads the response only when it is complete. */
    public ChatParams unstreamed() {
        return new ChatParams(model, messages, tools, toolChoice, options, progressToken, consumer, Optional.of(false));
    }
}
