package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Part;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Provider state, encoded as text that the client stores and sends back. The text is sent in a field for which the
 * client's API defines opaque text of its own: the signature of a thinking block (Anthropic), the encrypted content of
 * a reasoning item (OpenAI Responses), or the signature of a part (Gemini).
 */
public final class OpaqueState {

    private OpaqueState() {}

    public static String toBase64Url(ChatEvent.ProviderState state) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(state));
    }

    /** Returns the state in standard base64, for APIs whose clients decode the text. */
    public static String toBase64(ChatEvent.ProviderState state) {
        return Base64.getEncoder().encodeToString(bytes(state));
    }

    private static byte[] bytes(ChatEvent.ProviderState state) {
        ObjectNode json = Wire.JSON.createObjectNode();
        json.put("provider", state.provider()).put("model", state.model()).set("data", state.data());
        try {
            return Wire.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /**
     * Returns the provider state that the text contains, in standard or URL-safe base64. Returns an empty result for
     * opaque text from other sources.
     */
    public static Optional<Part> parse(String text) {
        try {
            JsonNode json = Wire.JSON.readTree(
                    Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_')));
            return json != null && json.hasNonNull("provider") && json.hasNonNull("data")
                    ? Optional.of(new Part.ProviderState(
                            json.path("provider").asText(), json.path("model").asText(), json.get("data")))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException foreign) {
            return Optional.empty();
        }
    }
}
