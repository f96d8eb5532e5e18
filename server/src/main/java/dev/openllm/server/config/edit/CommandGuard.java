package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.HashMap;
import java.util.Map;

/**
 * Rejects edits that add or change the program that prints an API key. Otherwise, any client that can change the
 * configuration could run any program. The user must enter the program in the file manually; edits can only remove the
 * program.
 */
final class CommandGuard {

    private static final String COMMAND = "apiKeyCommand";

    private CommandGuard() {}

    /** @throws OpenLlmException if the edit adds or changes the API key command of a provider */
    static void rejectNew(ObjectNode before, ObjectNode after) {
        Map<String, JsonNode> previous = commands(before);
        commands(after).forEach((provider, command) -> {
            if (!command.equals(previous.get(provider))) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "The api_key_command of {0} cannot be set here because it runs a program.", provider),
                        UserText.of("Use a text editor to add api_key_command to ~/.config/openllm/config.yaml."));
            }
        });
    }

    private static Map<String, JsonNode> commands(ObjectNode config) {
        Map<String, JsonNode> commands = new HashMap<>();
        for (JsonNode provider : config.path("providers")) {
            if (provider.has(COMMAND)) {
                commands.put(provider.path("name").asText(), provider.get(COMMAND));
            }
        }
        return commands;
    }
}
