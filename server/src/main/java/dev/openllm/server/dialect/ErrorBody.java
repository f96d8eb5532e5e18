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
                .map(ErrorBody::unwrap)
                .orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /** Returns the innermost error in JSON that has already been parsed. */
    public static JsonNode unwrap(JsonNode body) {
        return unwrap(body.isArray() ? body.path(0) : body, MAX_DEPTH);
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

    private static JsonNode unwrap(JsonNode body, int depth) {
        String message = ErrorText.plain(body);
        int brace = message.indexOf('{');
        if (brace < 0 || depth == 0) {
            return body;
        }
        return json(message.substring(brace))
                .filter(inner -> !ErrorText.plain(inner).isEmpty())
                .map(inner -> withPrefix(message.substring(0, brace).strip(), unwrap(inner, depth - 1)))
                .orElse(body);
    }

    /**
     * Returns a copy of the inner error whose message begins with the text that precedes the JSON in the outer message.
     */
    private static JsonNode withPrefix(String prefix, JsonNode inner) {
        if (prefix.isEmpty()) {
            return inner;
        }
        JsonNode error = inner.path("error").isObject() ? inner.path("error") : inner;
        ObjectNode introduced = error.deepCopy();
        return introduced.put("message", prefix + " " + ErrorText.plain(inner));
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
            JsonNode parsed = Wire.JSON.readTree(stripped);
            JsonNode first = parsed.isArray() ? parsed.path(0) : parsed;
            return first.isObject() ? Optional.of(first) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
