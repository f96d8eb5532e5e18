package dev.openllm.protocol;

import dev.openllm.protocol.config.SettingsParams;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first message of a connection.
 *
 * @param clientName the name of the client, as shown in status and audit: {@code vscode}, {@code python}, …
 * @param clientVersion the client's own version
 * @param processId the server exits when this process exits; absent for clients that only connect
 * @param locale the language of messages for the user, such as {@code en} or {@code de-DE}; English when absent
 * @param capabilities what the server may request from the client
 * @param settings the client's settings, trust and folders
 */
public record InitializeParams(
        String clientName,
        String clientVersion,
        OptionalLong processId,
        Optional<String> locale,
        ClientCapabilities capabilities,
        SettingsParams settings) {

    public InitializeParams {
        clientName = Wire.orElse(clientName, "unknown");
        clientVersion = Wire.orElse(clientVersion, "");
        capabilities = Wire.orElse(capabilities, ClientCapabilities.NONE);
        settings = Wire.orElse(settings, SettingsParams.NONE);
    }
}
