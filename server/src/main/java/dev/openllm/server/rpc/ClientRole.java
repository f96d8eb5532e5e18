package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Set;

/** The role of a client of this server. */
public enum ClientRole {
    /** The client that started the server. Its settings, trust decisions, and secret storage apply. */
    OWNER,
    /**
     * A client that connected to a running server. It may use models. Reading and changing the configuration and
     * calling tools require the user's consent. Changing API keys and access decisions is not allowed.
     */
    PEER;

    /**
     * The names that are reserved for the editor, for the product's own components, and for extensions that are treated
     * as part of the editor.
     */
    private static final Set<String> RESERVED_NAMES =
            Set.of("core", "doctor", "gateway", "github.copilot-chat", "open-llm", "playground", "unknown", "vscode");

    /**
     * Returns the consumer name under which access decisions and usage are recorded for a client's request. If the
     * client is a peer that uses a name reserved for the editor, the returned name has a prefix, so that a peer cannot
     * impersonate the editor.
     */
    String consumer(String clientName) {
        return this == PEER && RESERVED_NAMES.contains(clientName) ? "peer:" + clientName : clientName;
    }

    /**
     * Checks that the client may perform an action.
     *
     * @throws OpenLlmException of kind {@code permission} if the client is a peer
     */
    void require(UserText action) {
        if (this == PEER) {
            throw new OpenLlmException(
                    ErrorKind.PERMISSION,
                    UserText.of("A program that is connected to a running server is not allowed to {0}.", action),
                    UserText.of("Make the change in the editor or with the `open-llm` command."));
        }
    }
}
