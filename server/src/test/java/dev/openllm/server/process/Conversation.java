package dev.openllm.server.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.ClientCapabilities;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The messages of a client that uses one server of its own, called {@code local}. */
public final class Conversation {

    private Conversation() {}

    /** Returns the {@code initialize} parameters of an editor whose settings name an OpenAI-compatible server. */
    public static InitializeParams initialize(URI server) {
        return initialize(server, ProcessHandle.current().pid());
    }

    /** Returns the {@code initialize} parameters of an editor with the given process ID. */
    static InitializeParams initialize(URI server, long processId) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        addProvider(settings, "local", server + "/v1");
        return initialize(settings, NetworkSettings.SYSTEM, processId);
    }

    /**
     * Returns the {@code initialize} parameters of an editor with a second provider that is reached through a proxy.
     *
     * @param server the address of {@code local}, which is also that of the proxy
     * @param far the base URL of {@code far}
     */
    public static InitializeParams initializeWithFar(URI server, String far) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        addProvider(settings, "local", server + "/v1");
        addProvider(settings, "far", far);
        NetworkSettings network =
                new NetworkSettings(Optional.of(server.toString()), List.of(), List.of(), Optional.empty());
        return initialize(settings, network, ProcessHandle.current().pid());
    }

    private static void addProvider(ObjectNode settings, String name, String apiBase) {
        settings.withArray("providers")
                .addObject()
                .put("name", name)
                .put("dialect", "openai-chat")
                .put("apiBase", apiBase)
                .putArray("models")
                .add("small");
    }

    private static InitializeParams initialize(ObjectNode settings, NetworkSettings network, long processId) {
        return new InitializeParams(
                "test",
                "1",
                OptionalLong.of(processId),
                Optional.empty(),
                new ClientCapabilities(true, true, false, false, false, false),
                new SettingsParams(settings, Wire.JSON.createObjectNode(), List.of(), true, network));
    }

    /** Returns a chat request for the only local model. Its events are reported with the given token. */
    public static ChatParams ask(String text, String token) {
        return ask("local/small", text, token);
    }

    public static ChatParams ask(String model, String text, String token) {
        return new ChatParams(
                model,
                List.of(Message.user(text)),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.of(token),
                Optional.empty());
    }
}
