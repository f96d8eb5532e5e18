package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.HttpFailures;
import java.util.List;
import java.util.OptionalInt;

/**
 * The contents of an error object in any known format.
 *
 * @param message the message for the user; empty if there is none
 * @param code the error's type or code, whichever is more specific; empty if the error has neither or if the value only
 *     repeats the HTTP status
 * @param allCodes all types and codes of the error, which determine its kind
 * @param status the HTTP status that the error object specifies; empty if it does not specify one
 */
record ErrorPhrases(String message, String code, String allCodes, OptionalInt status) {

    static ErrorPhrases of(JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        String type = error == body && error.path("type").asText().equals("error") ? "" : text(error.path("type"));
        String code = text(error.path("code"));
        String inner = text(error.path("innererror").path("code")); // Azure
        String message =
                withUpstream(ErrorText.extract(body), error.path("metadata").path("raw"));
        return new ErrorPhrases(message, mostSpecific(code, type, inner), ErrorBody.codes(body), status(error));
    }

    /**
     * Appends the upstream provider's message to the message from OpenRouter. OpenRouter returns the upstream message
     * as a string in {@code metadata.raw}, which often contains JSON.
     */
    private static String withUpstream(String own, JsonNode raw) {
        String upstream = raw.isTextual() ? parseMessage(raw.asText()) : ErrorText.extract(raw);
        return upstream.isBlank() || own.contains(upstream) ? own : own + ": " + HttpFailures.shorten(upstream);
    }

    private static String parseMessage(String raw) {
        try {
            JsonNode json = Wire.JSON.readTree(raw);
            JsonNode first = json.isArray() ? json.path(0) : json;
            String text = first.isObject() ? ErrorPhrases.of(first).message() : "";
            return text.isEmpty() ? raw : text;
        } catch (JsonProcessingException notJson) {
            return raw;
        }
    }

    private static String mostSpecific(String code, String type, String inner) {
        boolean isSpecific = !code.isEmpty() && !isNumber(code) && !code.equals("invalid_request_error");
        if (isSpecific) {
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

    private static String text(JsonNode node) {
        return node.isTextual() || node.isNumber() ? node.asText() : "";
    }
}
