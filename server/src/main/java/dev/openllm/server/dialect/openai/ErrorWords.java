package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.HttpFailures;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * What an error object says, whichever of the many shapes it has.
 *
 * @param message for a person; empty when there is none
 * @param code the most telling of type and code; empty when there is none or only the HTTP status again
 * @param everything all types and codes in lower case, for guessing the kind
 * @param status the HTTP status that an error inside an answer names
 */
record ErrorWords(String message, String code, String everything, OptionalInt status) {

    static ErrorWords of(JsonNode body) {
        if (isMiniMaxError(body)) {
            JsonNode said = body.path("base_resp");
            int code = said.path("status_code").asInt();
            return new ErrorWords(
                    said.path("status_msg").asText(""), String.valueOf(code), miniMaxKind(code), OptionalInt.empty());
        }
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        String type = error == body && error.path("type").asText().equals("error") ? "" : word(error.path("type"));
        String code = word(error.path("code"));
        String inner = word(error.path("innererror").path("code")); // Azure
        String upstream = word(error.path("metadata").path("error_type")); // OpenRouter
        String message = message(body, error);
        return new ErrorWords(
                message,
                mostTelling(code, type, inner),
                String.join(" ", type, code, inner, upstream).toLowerCase(Locale.ROOT),
                status(error));
    }

    /** MiniMax answers everything with status 200 and says beside the answer, or in its place, how it went. */
    static boolean isMiniMaxError(JsonNode body) {
        return body.path("base_resp").path("status_code").asInt(0) != 0;
    }

    /** In the words of {@link OpenAiErrorKinds}. Source: https://platform.minimax.io/docs/api-reference/errorcode */
    private static String miniMaxKind(int code) {
        return switch (code) {
            case 1002, 1039, 1041, 2045 -> "rate_limit";
            case 1004, 2049 -> "authentication";
            case 1008, 2056 -> "insufficient_balance";
            case 1026, 1027 -> "content_filter";
            case 1000, 1001, 1013, 1024, 1033 -> "overloaded";
            default -> "";
        };
    }

    private static String message(JsonNode body, JsonNode error) {
        String own = firstWords(
                error.path("message"), // OpenAI; Mistral writes an object with details here for status 422
                body.path("error"), // xAI, Venice, Ollama: the text itself
                error.path("detail"), // Mistral, FastAPI servers
                error.path("error_description"),
                error.path("msg"),
                error.path("title"),
                body.path("message"),
                body.path("errors"));
        return withUpstream(own, error.path("metadata").path("raw"));
    }

    /** OpenRouter hides the words of the service behind it in {@code metadata.raw}: as text, often JSON itself. */
    private static String withUpstream(String own, JsonNode raw) {
        String upstream = raw.isTextual() ? parsed(raw.asText()) : text(raw.path("error").path("message"));
        return upstream.isBlank() || own.contains(upstream) ? own : own + ": " + HttpFailures.shortened(upstream);
    }

    private static String parsed(String raw) {
        try {
            JsonNode json = Wire.JSON.readTree(raw);
            String words = json.isObject() ? ErrorWords.of(json).message() : "";
            return words.isEmpty() ? raw : words;
        } catch (JsonProcessingException plainWords) {
            return raw;
        }
    }

    private static String firstWords(JsonNode... candidates) {
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
        if (node.isArray()) { // FastAPI: [{"loc": ["body", "temperature"], "msg": "…"}]
            StringBuilder all = new StringBuilder();
            for (JsonNode entry : node) {
                String where = String.join(
                        ".",
                        StreamSupport.stream(entry.path("loc").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList());
                String what = firstWords(entry.path("msg"), entry.path("message"), entry);
                all.append(all.isEmpty() ? "" : "; ").append(where.isEmpty() ? what : where + ": " + what);
            }
            return all.toString();
        }
        return node.isObject()
                ? firstWords(node.path("message"), node.path("detail"), node.path("msg"), node.path("error"))
                : "";
    }

    private static String mostTelling(String code, String type, String inner) {
        boolean codeTells = !code.isEmpty() && !isNumber(code) && !code.equals("invalid_request_error");
        if (codeTells) {
            return code;
        }
        if (!type.isEmpty()) {
            return type;
        }
        return !inner.isEmpty() ? inner : code.matches("[45]\\d\\d") ? "" : code;
    }

    private static boolean isNumber(String code) {
        return code.matches("\\d+");
    }

    private static OptionalInt status(JsonNode error) {
        for (String field : List.of("status_code", "status", "code", "raw_status_code")) {
            int number = error.path(field).asInt(0);
            if (number >= 400 && number < 600) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    private static String word(JsonNode node) {
        return node.isTextual() || node.isNumber() ? node.asText() : "";
    }
}
