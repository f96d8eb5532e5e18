package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;

/**
 * A provider-neutral chat request, including everything that a dialect needs to know about the provider and the model
 * to encode the request.
 *
 * @param provider the configured name of the provider, which is recorded in provider state
 * @param model the provider's model ID
 * @param messages the sanitized conversation
 * @param tools the tools, with names that the provider accepts
 * @param toolChoice whether the model can or must call a tool
 * @param options the generation options
 * @param stream whether the response is streamed
 * @param limits the model's token limits
 * @param capabilities the model's capabilities
 * @param quirks the quirks of the provider and the model
 */
public record ChatCall(
        String provider,
        String model,
        List<Message> messages,
        List<ToolDefinition> tools,
        ToolChoice toolChoice,
        ChatOptions options,
        boolean stream,
        ModelInfo.Limits limits,
        ModelInfo.Capabilities capabilities,
        Quirks quirks) {

    public ChatCall {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
