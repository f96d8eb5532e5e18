package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Extracts a user-facing message from an error that a provider, its framework, or a gateway returned. */
public final class ErrorText {

    private ErrorText() {}

    /**
     * Returns the error message in an error body, or an empty string if no known field contains a message. If llama.cpp
     * reports its context size in {@code n_ctx} and the message does not contain this size, the size is appended to the
     * message.
     */
    public static String extract(JsonNode body) {
        String message = plain(body);
        int context = (body.path("error").isObject() ? body.path("error") : body)
                .path("n_ctx")
                .asInt(0);
        return context == 0 || message.isEmpty() || message.contains(String.valueOf(context))
                ? message
                : message + (message.endsWith(".") ? "" : ".") + " The context size is " + context + " tokens.";
    }

    /** Returns the message exactly as it appears in an error body. */
    static String plain(JsonNode body) {
        JsonNode first = body.isArray() ? body.path(0) : body; // Google sometimes wraps errors in an array
        JsonNode error = first.path("error").isObject() ? first.path("error") : first;
        return firstOf(
                error.path("message"), // OpenAI; Mistral, which sends an object with details for status 422
                first.path("error"), // xAI, Venice, Ollama: a string that is the message itself
                error.path("detail"), // Mistral, FastAPI servers, RFC 9457 problem details
                error.path("error_description"),
                error.path("msg"),
                error.path("title"),
                first.path("message"),
                first.path("Message"), // Amazon
                first.path("errors"), // Cloudflare
                first.path("base_resp").path("status_msg")); // MiniMax
    }

    private static String firstOf(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            String text = text(candidate);
            if (!text.isBlank()) {
                return text.strip();
            }
        }
        return "";
    }

    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(ErrorText::entry)
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining("; "));
        }
        return node.isObject()
                ? firstOf(node.path("message"), node.path("detail"), node.path("msg"), node.path("error"))
                : "";
    }

    /** Returns the message of a FastAPI error entry: {@code {"loc": ["body", "temperature"], "msg": "…"}}. */
    private static String entry(JsonNode entry) {
        String location = entry.path("loc").valueStream().map(JsonNode::asText).collect(Collectors.joining("."));
        String message = firstOf(entry.path("msg"), entry.path("message"), entry);
        return location.isEmpty() ? message : location + ": " + message;
    }
}
