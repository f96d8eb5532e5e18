package dev.openllm.protocol;

import dev.openllm.protocol.config.SettingsParams;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first message of a connection.
 *
 * @param clientName who connects, as shown in status and audit: {@code vscode}, {@code python}, …
 * @param clientVersion the client's own version
 * @param processId the process whose end also ends the server; absent for clients that only connect
 * @param locale the language of messages for a person, as in {@code en} or {@code de-DE}; English when absent
 * @param capabilities what the client can be asked for
 * @param settings the client's settings, trust and folders at the start
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
