package dev.openllm.server.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses the JSON body of an error response. Some servers and gateways wrap the original error in an array (Google),
 * quote it in the message of another error (Ollama quotes its runner, and LiteLLM quotes its upstream provider), or
 * send it in the event stream that the client requested.
 */
public final class ErrorBody {

    /**
     * The maximum nesting depth of errors. Each gateway in a chain can add a level, but a greater depth indicates an
     * attempt to overflow the stack.
     */
    private static final int MAX_DEPTH = 4;

    private ErrorBody() {}

    /** Returns the innermost error that has a message, or a missing node if the body contains no JSON. */
    public static JsonNode parse(String body) {
        return json(body)
                .or(() -> inEventStream(body))
                .map(ErrorBody::unwrapped)
                .orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /** Returns the innermost error in JSON that has already been parsed. */
    public static JsonNode unwrapped(JsonNode body) {
        return unwrapped(body.isArray() ? body.path(0) : body, MAX_DEPTH);
    }

    /** Returns all types and codes of an error, separated by spaces. */
    public static String codes(JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        return Stream.of(
                        error.path("type"),
                        error.path("code"),
                        error.path("status"), // Google
                        error.path("innererror").path("code"), // Azure
                        error.path("metadata").path("error_type")) // OpenRouter
                .filter(code -> code.isTextual() || code.isNumber())
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    private static JsonNode unwrapped(JsonNode body, int depth) {
        String words = ErrorText.plain(body);
        int brace = words.indexOf('{');
        if (brace < 0 || depth == 0) {
            return body;
        }
        return json(words.substring(brace))
                .filter(inner -> !ErrorText.plain(inner).isEmpty())
                .map(inner -> introduced(words.substring(0, brace).strip(), unwrapped(inner, depth - 1)))
                .orElse(body);
    }

    /**
     * Returns a copy of the inner error whose message begins with the text that precedes the JSON in the outer message.
     */
    private static JsonNode introduced(String words, JsonNode inner) {
        if (words.isEmpty()) {
            return inner;
        }
        JsonNode error = inner.path("error").isObject() ? inner.path("error") : inner;
        ObjectNode introduced = error.deepCopy();
        return introduced.put("message", words + " " + ErrorText.plain(inner));
    }

    private static Optional<JsonNode> inEventStream(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> json(line.substring("data:".length())))
                .flatMap(Optional::stream)
                .filter(data -> !ErrorText.plain(data).isEmpty())
                .findFirst();
    }

    /** Parses text that is a JSON object or an array of JSON objects, and returns the first object. */
    private static Optional<JsonNode> json(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode read = Wire.JSON.readTree(stripped);
            JsonNode first = read.isArray() ? read.path(0) : read;
            return first.isObject() ? Optional.of(first) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
