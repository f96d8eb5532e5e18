package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Finds the message for the user in an error of a provider, its framework, or a gateway in between. */
public final class ErrorText {

    private ErrorText() {}

    /**
     * The message of a body; empty when it is in no known location. llama.cpp reports the context size in {@code
     * n_ctx}; if its message omits it, it is appended.
     */
    public static String in(JsonNode body) {
        String words = plain(body);
        int context = (body.path("error").isObject() ? body.path("error") : body)
                .path("n_ctx")
                .asInt(0);
        return context == 0 || words.isEmpty() || words.contains(String.valueOf(context))
                ? words
                : words + (words.endsWith(".") ? "" : ".") + " The context size is " + context + " tokens.";
    }

    /** The message of a body without additions. */
    static String plain(JsonNode body) {
        JsonNode first = body.isArray() ? body.path(0) : body; // Google wraps errors in an array at times
        JsonNode error = first.path("error").isObject() ? first.path("error") : first;
        return firstOf(
                error.path("message"), // OpenAI; Mistral writes an object with details here for status 422
                first.path("error"), // xAI, Venice, Ollama: the text itself
                error.path("detail"), // Mistral, FastAPI servers, problem details of RFC 9457
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
            String words = text(candidate);
            if (!words.isBlank()) {
                return words.strip();
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

    /** FastAPI: {@code {"loc": ["body", "temperature"], "msg": "…"}} */
    private static String entry(JsonNode entry) {
        String where = entry.path("loc").valueStream().map(JsonNode::asText).collect(Collectors.joining("."));
        String what = firstOf(entry.path("msg"), entry.path("message"), entry);
        return where.isEmpty() ? what : where + ": " + what;
    }
}
