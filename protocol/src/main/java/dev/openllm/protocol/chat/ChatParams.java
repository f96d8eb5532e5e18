package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A request to a model.
 *
 * @param model {@code provider/model}; empty for the configured default
 * @param messages the conversation so far, system messages first
 * @param tools the tools that the model can call
 * @param toolChoice whether the model must call a tool; {@code auto} when absent
 * @param options the options; absent options are not sent
 * @param progressToken the token that identifies this chat in {@code $/progress}; when absent, only the result is sent,
 *     and no events
 * @param consumer the caller, for consent and the usage record: an extension's ID, {@code cli}, {@code python}, …
 * @param stream whether the caller reads the response as it arrives; {@code true} when absent. With {@code false}, the
 *     provider can be asked for an unstreamed response, which requires less work
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

    /** A request whose response is read as it arrives. */
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
     * A conversation without tools and with the model's default options.
     *
     * @param model {@code provider/model}; empty for the default model
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

    /** The same request on behalf of this consumer. */
    public ChatParams forConsumer(String name) {
        return new ChatParams(model, messages, tools, toolChoice, options, progressToken, Optional.of(name), stream);
    }

    /** The same request from a caller that reads the response only when it is complete. */
    public ChatParams unstreamed() {
        return new ChatParams(model, messages, tools, toolChoice, options, progressToken, consumer, Optional.of(false));
    }
}
