package dev.openllm.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.server.access.Access;
import dev.openllm.server.config.edit.ConfigEditing;
import java.util.List;

/**
 * Handles requests about the configuration. A peer can read and change the configuration only with the user's consent.
 * A peer never receives header values or the commands that print API keys, because both can contain keys.
 */
record ConfigRequests(ConfigEditing editing, Access access, ClientRole clientRole, String clientName) {

    private static final JsonNode HIDDEN = TextNode.valueOf("(hidden)");

    ConfigShowResult show(ConfigShowParams params) {
        requireConsent();
        ConfigShowResult result = editing.show(params);
        return clientRole == ClientRole.OWNER
                ? result
                : new ConfigShowResult(
                        result.values().stream().map(ConfigRequests::redact).toList(),
                        result.places(),
                        result.problems());
    }

    ConfigEditResult edit(ConfigEditParams params) {
        requireConsent();
        return redactForPeers(editor().edit(params));
    }

    ConfigEditResult transfer(ConfigTransferParams params) {
        requireConsent();
        return redactForPeers(editor().transfer(params));
    }

    /**
     * Returns the configuration editor for a client. If the client is a peer, changes that send the user's prompts or
     * API keys to other destinations require separate approval.
     */
    private ConfigEditing editor() {
        return clientRole == ClientRole.OWNER
                ? editing
                : editing.withApproval(changes -> access.requireApproval(clientName, DestinationTexts.of(changes)));
    }

    private void requireConsent() {
        if (clientRole == ClientRole.PEER) {
            access.requirePermission(clientName, PeerPermission.CONFIGURATION);
        }
    }

    private ConfigEditResult redactForPeers(ConfigEditResult result) {
        return clientRole == ClientRole.OWNER
                ? result
                : new ConfigEditResult(
                        result.changes().stream().map(ConfigRequests::redact).toList(),
                        result.file(),
                        result.backup(),
                        result.problems(),
                        result.undo());
    }

    private static ConfigShowResult.Value redact(ConfigShowResult.Value value) {
        return isSensitive(value.path())
                ? new ConfigShowResult.Value(value.path(), HIDDEN, value.origin(), List.of())
                : value;
    }

    private static ConfigChange redact(ConfigChange change) {
        return isSensitive(change.path())
                ? new ConfigChange(
                        change.path(),
                        change.before().map(value -> HIDDEN),
                        change.after().map(value -> HIDDEN))
                : change;
    }

    private static boolean isSensitive(List<String> path) {
        return path.contains("headers") || path.contains("apiKeyCommand");
    }
}
