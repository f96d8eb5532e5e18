package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the fields of requests in the same way for all APIs. A field whose value is {@code null} is treated as absent.
 */
public final class Fields {

    private Fields() {}

    public static OpenLlmException invalid(String message) {
        return new OpenLlmException(ErrorKind.INVALID_REQUEST, message);
    }

    public static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(name + " must be a string.");
        }
        return Optional.of(value.textValue());
    }

    public static OptionalInt integer(JsonNode node, String name) {
        JsonNode value = node.path(name);
        boolean integral = value.isNumber() && value.doubleValue() == value.intValue(); // some clients send 10.0
        return integral ? OptionalInt.of(value.intValue()) : requireAbsent(value, name, OptionalInt.empty());
    }

    public static OptionalLong longInteger(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() || value.isNumber() && value.doubleValue() == value.longValue()
                ? OptionalLong.of(value.longValue())
                : requireAbsent(value, name, OptionalLong.empty());
    }

    public static OptionalDouble number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber()
                ? OptionalDouble.of(value.doubleValue())
                : requireAbsent(value, name, OptionalDouble.empty());
    }

    public static Optional<Boolean> flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : requireAbsent(value, name, Optional.empty());
    }

    private static <T> T requireAbsent(JsonNode value, String name, T empty) {
        if (value.isMissingNode() || value.isNull()) {
            return empty;
        }
        throw invalid(name + " has the wrong type.");
    }

    /** Returns the strings in a value that is either a string or a list of strings. */
    public static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    public static Optional<ObjectNode> object(JsonNode node, String name) {
        return node.path(name) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** Returns the text of content that is either a string or a list of parts that contain text. */
    public static String joinedText(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder joined = new StringBuilder();
        content.forEach(part -> joined.append(
                part.isTextual() ? part.textValue() : part.path("text").asText("")));
        return joined.toString();
    }

    /**
     * Returns the arguments of an earlier tool call. In the request, the arguments can be an object, JSON text, or
     * incomplete JSON text.
     */
    public static ObjectNode arguments(JsonNode value) {
        return ToolArguments.repair(value);
    }

    /** Returns the image that a URL specifies. A {@code data:} URL contains the image itself. */
    public static Part image(String url) {
        int comma = url.indexOf(',');
        if (url.startsWith("data:") && comma > 0) {
            return Part.Image.ofData(mediaType(url, comma), url.substring(comma + 1));
        }
        return new Part.Image(null, null, Optional.of(url));
    }

    /** Returns the file that is encoded as a {@code data:} URL or, if it is a PDF file, as plain base64. */
    public static Part file(String data, Optional<String> name) {
        int comma = data.indexOf(',');
        return data.startsWith("data:") && comma > 0
                ? new Part.File(mediaType(data, comma), data.substring(comma + 1), name)
                : new Part.File("application/pdf", data, name);
    }

    private static String mediaType(String url, int comma) {
        String head = url.substring("data:".length(), comma);
        int end = head.indexOf(';');
        return end < 0 ? head : head.substring(0, end);
    }
}
