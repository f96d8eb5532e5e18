package dev.openllm.server.chat.tools;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.schema.PropertyNames;
import dev.openllm.server.dialect.schema.RewrittenSchema;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools of one request, with schemas that the provider accepts. The tools retain the caller's names.
 *
 * @param tools the tools with converted schemas
 * @param propertyNames the property name mappings, keyed by tool name
 * @param warnings the warnings that inform the user about changes to the caller's tools
 */
public record PreparedTools(
        List<ToolDefinition> tools, Map<String, PropertyNames> propertyNames, List<UserText> warnings) {

    /**
     * Converts the tools of a request so the provider accepts their schemas.
     *
     * @throws OpenLlmException of kind {@code invalid_request} if the request has more tools than the provider accepts
     */
    public static PreparedTools of(List<ToolDefinition> tools, ToolRules rules, ModelInfo model) {
        if (rules.maxTools() > 0 && tools.size() > rules.maxTools()) {
            throw new OpenLlmException(ErrorInfo.of(
                            ErrorKind.INVALID_REQUEST,
                            UserText.of(
                                    "The request has {0} tools, but {1} accepts at most {2}.",
                                    tools.size(), model.id(), rules.maxTools()))
                    .withProvider(model.provider())
                    .withModel(model.id())
                    .withHint(UserText.of("Turn off tools or MCP servers that this conversation does not need.")));
        }
        List<ToolDefinition> prepared = new ArrayList<>();
        Map<String, PropertyNames> names = new HashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        Set<String> notEnforced = new LinkedHashSet<>();
        for (ToolDefinition tool : tools) {
            RewrittenSchema rewritten = RewrittenSchema.of(tool.inputSchema(), rules);
            if (names.putIfAbsent(tool.name(), rewritten.names()) != null) {
                repeated.add(tool.name());
                continue;
            }
            boolean strict = tool.strict().orElse(false);
            boolean loose = strict && !rewritten.fitsStrict(rules);
            if (loose) {
                notEnforced.add(tool.name());
            }
            prepared.add(new ToolDefinition(
                    tool.name(),
                    tool.description(),
                    rewritten.schema(),
                    loose ? Optional.empty() : tool.strict(),
                    tool.cacheTtl(),
                    tool.dialectFields()));
        }
        return new PreparedTools(List.copyOf(prepared), Map.copyOf(names), warnings(repeated, notEnforced, model));
    }

    private static List<UserText> warnings(Set<String> repeated, Set<String> notEnforced, ModelInfo model) {
        List<UserText> warnings = new ArrayList<>();
        if (!repeated.isEmpty()) {
            warnings.add(UserText.of(
                    "Several tools have the same name ({0}). Only the first tool with each name is used.",
                    String.join(", ", repeated)));
        }
        if (!notEnforced.isEmpty()) {
            warnings.add(UserText.of(
                    "{0} cannot enforce the input schemas of these tools: {1}.",
                    model.id(), String.join(", ", notEnforced)));
        }
        return List.copyOf(warnings);
    }

    /** Returns the conversation with the provider's property names in the arguments of tool calls. */
    public List<Message> toProvider(List<Message> conversation) {
        return propertyNames.values().stream().allMatch(PropertyNames::isUnchanged)
                ? conversation
                : conversation.stream().map(this::toProvider).toList();
    }

    private Message toProvider(Message message) {
        return new Message(
                message.role(),
                message.parts().stream()
                        .map(part -> part instanceof Part.ToolCall(var id, var name, var arguments)
                                ? new Part.ToolCall(id, name, namesOf(name).toProvider(arguments))
                                : part)
                        .toList());
    }

    /**
     * Returns the event with the caller's property names. The tool in the event must already have the caller's name.
     */
    public ChatEvent toCaller(ChatEvent event) {
        return event instanceof ChatEvent.ToolCall(var id, var name, var arguments)
                ? new ChatEvent.ToolCall(id, name, namesOf(name).toCaller(arguments))
                : event;
    }

    private PropertyNames namesOf(String tool) {
        return propertyNames.getOrDefault(tool, PropertyNames.UNCHANGED);
    }
}
