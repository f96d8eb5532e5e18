package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Extracts the text of most chunks of a stream without parsing them. Consecutive chunks usually differ only in their
 * text: if the characters before and after the text are the same as in the last parsed chunk, the chunk does not need
 * to be parsed.
 */
final class RepeatedChunk {

    private static final String KEY = "\"content\"";

    /**
     * The characters that precede the text in the last parsed chunk, including the opening quotation mark; empty if
     * that chunk cannot be used for comparison.
     */
    private String before = "";

    private String after = "";

    /**
     * Returns the text of a chunk that differs from the last parsed chunk only in its text, or an empty string for any
     * other chunk.
     */
    String extractText(String data) {
        int start = before.length();
        int end = data.length() - after.length();
        boolean same = start > 0 && start < end && data.startsWith(before) && data.endsWith(after);
        return same && isPlain(data, start, end) ? data.substring(start, end) : "";
    }

    /**
     * Stores a parsed chunk for comparison. The chunk replaces any earlier chunk, because the meaning of a chunk can
     * depend on the chunks before it.
     */
    void update(String data, JsonNode chunk) {
        before = "";
        JsonNode content = chunk.path("choices").path(0).path("delta").path("content");
        int key = data.indexOf(KEY);
        if (!hasOnlyText(chunk) || data.indexOf('\\') >= 0 || key < 0 || data.indexOf(KEY, key + 1) >= 0) {
            return; // the position of the text would be uncertain
        }
        int start = data.indexOf('"', key + KEY.length()) + 1;
        int end = start + content.asText().length();
        before = data.substring(0, start);
        after = data.substring(end);
    }

    private static boolean hasOnlyText(JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        return chunk.path("choices").size() == 1
                && choice.path("index").asInt(0) == 0
                && !delta.path("content").asText("").isEmpty()
                && delta.properties().stream().allMatch(field -> switch (field.getKey()) {
                    case "content" -> field.getValue().isTextual();
                    case "role" -> true;
                    default -> field.getValue().isNull();
                });
    }

    private static boolean isPlain(String data, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = data.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return false;
            }
        }
        return true;
    }
}
