package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.Providers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A chat pipeline that sends real HTTP requests, records its waits instead of waiting, and records its events. */
final class ChatFixture {

    static final HttpSender HTTP = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});

    final List<Duration> waits = new ArrayList<>();
    final List<ChatEvent> events = new ArrayList<>();
    final ChatPipeline pipeline;

    ChatFixture(Providers providers) {
        this.pipeline = new ChatPipeline(providers, HTTP, new RetryPolicy(2, () -> 0), waits::add);
    }

    ChatResult send(String model, String text) {
        return send(params(model, Message.user(text)));
    }

    ChatResult send(ChatParams params) {
        events.clear();
        return pipeline.chat(params, events::add);
    }

    ErrorInfo expectError(String model, String text) {
        return expectError(params(model, Message.user(text)));
    }

    ErrorInfo expectError(ChatParams params) {
        try {
            ChatResult result = send(params);
            throw new AssertionError("It should have failed but answered " + result + " with " + events);
        } catch (OpenLlmException failed) {
            return failed.info();
        }
    }

    String text() {
        return events.stream()
                .map(e -> e instanceof ChatEvent.Text(var t) ? t : "")
                .collect(Collectors.joining());
    }

    <T extends ChatEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static ChatParams params(String model, Message... messages) {
        return params(model, List.of(), ToolChoice.AUTO, messages);
    }

    static ChatParams params(String model, List<ToolDefinition> tools, ToolChoice choice, Message... messages) {
        return new ChatParams(
                model, List.of(messages), tools, choice, ChatOptions.DEFAULTS, Optional.empty(), Optional.empty());
    }
}
