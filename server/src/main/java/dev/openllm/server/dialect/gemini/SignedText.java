package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Splits the text of a response so that each section with a signature becomes a separate part. The client might have
 * split or joined the text differently, so all text between two tool calls is joined before it is split.
 */
final class SignedText {

    private final List<GeminiSignature.OnText> textSignatures;
    private final StringBuilder waiting = new StringBuilder();
    private int position;

    SignedText(List<Part> parts, List<GeminiSignature> signatures) {
        String fullText = parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
        textSignatures = signatures.stream()
                .filter(GeminiSignature.OnText.class::isInstance)
                .map(GeminiSignature.OnText.class::cast)
                .filter(signature -> signature.isIn(fullText))
                .toList();
    }

    void append(String text) {
        waiting.append(text);
    }

    /** Returns the text since the last tool call, split into parts. */
    List<ObjectNode> take() {
        List<ObjectNode> parts = new ArrayList<>();
        int start = position;
        int end = start + waiting.length();
        for (GeminiSignature.OnText signature : textSignatures) {
            int from = signature.start();
            int to = from + signature.length();
            if (signature.length() > 0 && from >= position && to <= end) {
                addPart(waiting.substring(position - start, from - start), parts);
                addPart(waiting.substring(from - start, to - start), parts);
                parts.getLast().put("thoughtSignature", signature.signature());
                position = to;
            }
        }
        addPart(waiting.substring(position - start), parts);
        position = end;
        waiting.setLength(0);
        return parts;
    }

    /**
     * Returns the text since the last tool call, split into parts. An empty part follows for each signature of empty
     * text at the end of the message.
     */
    List<ObjectNode> takeLast() {
        List<ObjectNode> parts = take();
        for (GeminiSignature.OnText signature : textSignatures) {
            if (signature.length() == 0) {
                parts.add(Wire.JSON.createObjectNode().put("text", "").put("thoughtSignature", signature.signature()));
            }
        }
        return parts;
    }

    private static void addPart(String text, List<ObjectNode> parts) {
        if (!text.isEmpty()) {
            parts.add(Wire.JSON.createObjectNode().put("text", text));
        }
    }
}
