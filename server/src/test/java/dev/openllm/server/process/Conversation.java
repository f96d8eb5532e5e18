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
    public static InitializeParams initialize(URI providerUri) {
        return initialize(providerUri, ProcessHandle.current().pid());
    }

    /** Returns the {@code initialize} parameters of an editor with the given process ID. */
    static InitializeParams initialize(URI providerUri, long processId) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        addProvider(settings, "local", providerUri + "/v1");
        return initialize(settings, NetworkSettings.SYSTEM, processId);
    }

    /**
     * Returns the {@code initialize} parameters of an editor with a second provider that is reached through a proxy.
     *
     * @param providerUri the address of {@code local}, which is also that of the proxy
     * @param farApiBase the base URL of {@code farApiBase}
     */
    public static InitializeParams initializeWithFarProvider(URI providerUri, String farApiBase) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        addProvider(settings, "local", providerUri + "/v1");
        addProvider(settings, "far", farApiBase);
        NetworkSettings network =
                new NetworkSettings(Optional.of(providerUri.toString()), List.of(), List.of(), Optional.empty());
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
    public static ChatParams chat(String text, String progressToken) {
        return chat("local/small", text, progressToken);
    }

    public static ChatParams chat(String model, String text, String progressToken) {
        return new ChatParams(
                model,
                List.of(Message.user(text)),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.of(progressToken),
                Optional.empty());
    }
}
