package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Most chunks of a stream differ from the previous one only in their text. If the characters around the text prove it,
 * the chunk needs no parser: it has the content of the last one, with another text.
 */
final class RepeatedChunk {

    private static final String KEY = "\"content\"";

    /**
     * Everything up to the quote that opens the text, and everything from the quote that closes it; empty when unknown.
     */
    private String before = "";

    private String after = "";

    /** The text of a chunk that differs from the last one only in its text; empty for any other. */
    String text(String data) {
        int start = before.length();
        int end = data.length() - after.length();
        boolean same = start > 0 && start < end && data.startsWith(before) && data.endsWith(after);
        return same && isPlain(data, start, end) ? data.substring(start, end) : "";
    }

    /**
     * Remembers a parsed chunk. Chunks like the one before it are then no longer recognized: they might contradict this
     * one.
     */
    void parsed(String data, JsonNode chunk) {
        before = "";
        JsonNode content = chunk.path("choices").path(0).path("delta").path("content");
        int key = data.indexOf(KEY);
        if (!saysTextAlone(chunk) || data.indexOf('\\') >= 0 || key < 0 || data.indexOf(KEY, key + 1) >= 0) {
            return; // without escapes and with only one such key, this is the position of the text
        }
        int start = data.indexOf('"', key + KEY.length()) + 1;
        int end = start + content.asText().length();
        before = data.substring(0, start);
        after = data.substring(end);
    }

    private static boolean saysTextAlone(JsonNode chunk) {
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
