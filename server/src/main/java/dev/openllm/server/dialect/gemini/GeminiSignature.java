package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import java.util.List;
import java.util.Optional;

/**
 * A thought signature and the part of the response to which it belongs. The signature must be sent back with exactly
 * that part and is stored as the dialect's provider state. Source:
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
sealed interface GeminiSignature {

    String signature();

    /** The signature of a function call. */
    record OnCall(String callId, String signature) implements GeminiSignature {}

    /**
     * The signature of a part of the text, usually of an empty part at the end. The hash is used to verify that the
     * part still exists, because the client might have edited the conversation.
     *
     * @param start the offset of the part in the text of the complete response, in UTF-16 code units
     * @param length the length of the part, in UTF-16 code units
     * @param hash the hash code of the part
     */
    record OnText(int start, int length, int hash, String signature) implements GeminiSignature {

        static OnText of(int start, String text, String signature) {
            return new OnText(start, text.length(), text.hashCode(), signature);
        }

        boolean isIn(String text) {
            return start + length <= text.length()
                    && text.substring(start, start + length).hashCode() == hash;
        }
    }

    /** The signature of a part of the visible reasoning. The reasoning is sent back together with the signature. */
    record OnThought(String thought, String signature) implements GeminiSignature {}

    default JsonNode data() {
        ObjectNode data = Wire.JSON.createObjectNode().put("thoughtSignature", signature());
        return switch (this) {
            case OnCall call -> data.put("callId", call.callId());
            case OnText text ->
                data.put("start", text.start()).put("length", text.length()).put("hash", text.hash());
            case OnThought thought -> data.put("thought", thought.thought());
        };
    }

    /** Returns the signatures in the parts of a message, ignoring provider state in other formats. */
    static List<GeminiSignature> in(List<Part> parts) {
        return parts.stream()
                .filter(Part.ProviderState.class::isInstance)
                .map(part -> read(((Part.ProviderState) part).data()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<GeminiSignature> read(JsonNode data) {
        String signature = data.path("thoughtSignature").asText("");
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        if (data.has("callId")) {
            return Optional.of(new OnCall(data.path("callId").asText(), signature));
        }
        if (data.has("start")) {
            return Optional.of(new OnText(
                    data.path("start").asInt(),
                    data.path("length").asInt(),
                    data.path("hash").asInt(),
                    signature));
        }
        return data.has("thought")
                ? Optional.of(new OnThought(data.path("thought").asText(), signature))
                : Optional.empty();
    }
}
