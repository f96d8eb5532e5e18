package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Set;

/** The role of a client. */
public enum ClientRole {
    /** It started the server: its settings, its trust and its secret storage apply. */
    OWNER,
    /** It connected to a running server: it may use models and read, and more only with the user's consent. */
    PEER;

    /** Names of the editor itself, of the product's own parts, and of what belongs to them. */
    private static final Set<String> OWN_NAMES =
            Set.of("core", "doctor", "gateway", "github.copilot-chat", "open-llm", "playground", "unknown", "vscode");

    /**
     * The consumer of a client's request, for access and usage. Only the client that started the server can name other
     * consumers: a peer is the program that its connection introduced, and cannot pose as the editor.
     */
    String consumer(String clientName) {
        return this == PEER && OWN_NAMES.contains(clientName) ? "peer:" + clientName : clientName;
    }

    /** @throws OpenLlmException of kind {@code permission} for a peer */
    void require(UserText action) {
        if (this == PEER) {
            throw new OpenLlmException(
                    ErrorKind.PERMISSION,
                    UserText.of("A program that is connected to a running server is not allowed to {0}.", action),
                    UserText.of("Make the change in the editor or with the open-llm command."));
        }
    }
}
