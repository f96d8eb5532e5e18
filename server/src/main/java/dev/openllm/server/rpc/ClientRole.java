package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;

/** What a client is to the server. */
public enum ClientRole {
    /** It started the server: its settings, its trust and its secret storage count. */
    OWNER,
    /** It found a running server: it may ask models and look, and more only with the person's consent. */
    PEER;

    /** @throws OpenLlmException of kind {@code permission} for a peer */
    void require(String action) {
        if (this == PEER) {
            throw new OpenLlmException(
                    ErrorKind.PERMISSION,
                    "A program that is connected to a running server may not " + action + ".",
                    "Do it in the editor or with the open-llm command.");
        }
    }
}
