package dev.openllm.protocol;

import dev.openllm.protocol.config.SettingsParams;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The params of {@code initialize}, the first request of a connection.
 *
 * @param clientName the name of the client, as shown in the server status and the usage record, such as {@code vscode}
 *     or {@code python}
 * @param clientVersion the version of the client
 * @param processId the ID of the process whose exit ends the server; absent for clients that connect to a running
 *     server
 * @param locale the language of messages for the user, such as {@code en} or {@code de-DE}; if absent, English
 * @param capabilities the capabilities of the client
 * @param settings the client's settings, workspace trust, and open folders
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
