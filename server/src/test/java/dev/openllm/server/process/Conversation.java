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

    /** An {@code initialize} of an editor whose settings name an OpenAI-compatible server. */
    public static InitializeParams initialize(URI server) {
        return initialize(server, ProcessHandle.current().pid());
    }

    /** The same, of an editor with another process id. */
    static InitializeParams initialize(URI server, long processId) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        ObjectNode provider = settings.putArray("providers").addObject();
        provider.put("name", "local").put("dialect", "openai-chat").put("apiBase", server + "/v1");
        provider.putArray("models").add("small");
        return new InitializeParams(
                "test",
                "1",
                OptionalLong.of(processId),
                Optional.empty(),
                new ClientCapabilities(true, true, false, false, false, false),
                new SettingsParams(
                        settings, Wire.JSON.createObjectNode(), List.of(), true, NetworkSettings.SYSTEM));
    }

    /** A question to the one model, with events under the token. */
    public static ChatParams ask(String text, String token) {
        return new ChatParams(
                "local/small",
                List.of(Message.user(text)),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.of(token),
                Optional.empty());
    }
}
