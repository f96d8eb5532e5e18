package dev.openllm.server.real;

import static dev.openllm.server.dialect.Calls.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.completion.CompletionPipeline;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfigInMemory;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.KeysInMemory;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A conversation with a model of a real server through the model list, the dialect, and the history handling of the
 * product.
 */
final class RealChat {

    static final ToolDefinition WEATHER = new ToolDefinition("weather", "The weather of a city.", (ObjectNode)
            json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"));

    private static final HttpSender HTTP = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});

    final List<ChatEvent> events = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    private final ConfiguredProviders providers;
    private final ChatPipeline pipeline;
    private final String model;

    RealChat(URI server, String dialect, String model, ModelConfig... models) {
        var provider = ConfigInMemory.Written.provider("real").apiBase(server).dialect(dialect);
        ConfigInMemory config = ConfigInMemory.of(
                models.length == 0 ? provider.build() : provider.models(models).build());
        this.providers = new ConfiguredProviders(
                config,
                new KeysInMemory().withKey("real", "sk-canary-real-servers"),
                HTTP,
                List.of(
                        new OpenAiChatDialect(),
                        new OpenAiResponsesDialect(),
                        new AnthropicDialect(),
                        new OllamaDialect()),
                new Catalog(),
                Map.of(),
                MicrosoftAccount.NONE);
        this.pipeline = new ChatPipeline(providers, HTTP);
        this.model = "real/" + model;
    }

    /** Returns the model with the properties that the server lists. */
    ModelInfo fetchModelInfo() {
        providers.models(new ListModelsParams(true, Optional.of("real")));
        return providers.resolve(model).info();
    }

    /** Sends a user message and adds the response to the conversation. */
    ChatResult sendText(String text) {
        return send(Message.user(text), List.of(WEATHER), ChatOptions.DEFAULTS, events::add);
    }

    /** Sends a tool result for the tool call in the last response. */
    ChatResult sendToolResult(String text) {
        String id = eventsOf(ChatEvent.ToolCall.class).getFirst().id();
        Part result = new Part.ToolResult(id, List.of(new Part.Text(text)), false);
        return send(new Message(Role.USER, List.of(result)), List.of(WEATHER), ChatOptions.DEFAULTS, events::add);
    }

    ChatResult sendWithSchema(String schema, String text) {
        ObjectNode options = Wire.JSON.valueToTree(ChatOptions.DEFAULTS);
        options.putObject("responseFormat").set("schema", json(schema));
        return send(Message.user(text), List.of(), Wire.JSON.convertValue(options, ChatOptions.class), events::add);
    }

    ChatResult send(Message message, List<ToolDefinition> tools, ChatOptions options, Consumer<ChatEvent> sink) {
        messages.add(message);
        events.clear();
        ChatResult result = pipeline.chat(
                new ChatParams(model, messages, tools, ToolChoice.AUTO, options, Optional.empty(), Optional.empty()),
                sink);
        messages.add(new Message(
                Role.ASSISTANT,
                events.stream().map(RealChat::toPart).flatMap(Optional::stream).toList()));
        return result;
    }

    String text() {
        return eventsOf(ChatEvent.Text.class).stream().map(ChatEvent.Text::text).collect(Collectors.joining());
    }

    String reasoning() {
        return eventsOf(ChatEvent.Reasoning.class).stream()
                .map(ChatEvent.Reasoning::text)
                .collect(Collectors.joining());
    }

    <T extends ChatEvent> List<T> eventsOf(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Optional<Part> toPart(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Text(var text) -> Optional.of(new Part.Text(text));
            case ChatEvent.Reasoning(var text) -> Optional.of(new Part.Reasoning(text));
            case ChatEvent.ToolCall(var id, var name, var arguments) ->
                Optional.of(new Part.ToolCall(id, name, arguments));
            case ChatEvent.ProviderState(var provider, var modelId, var data) ->
                Optional.of(new Part.ProviderState(provider, modelId, data));
            case ChatEvent.Refusal refusal -> Optional.empty();
            case ChatEvent.InvalidToolCall call -> Optional.empty();
            case ChatEvent.Notice notice -> Optional.empty();
        };
    }

    /** Completes the text between a prefix and a suffix. */
    InlineCompletionResult complete(String prefix, String suffix) {
        return new CompletionPipeline(
                        pipeline,
                        providers,
                        HTTP,
                        ModelAccess.OPEN,
                        Optional::empty,
                        () -> Policies.DEFAULT,
                        new ProviderQueues())
                .complete(InlineCompletionParams.of(model, prefix, suffix), events::add);
    }
}
