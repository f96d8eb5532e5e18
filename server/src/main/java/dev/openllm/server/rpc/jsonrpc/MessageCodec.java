package dev.openllm.server.rpc.jsonrpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.jsonrpc.json.MethodProvider;
import org.eclipse.lsp4j.jsonrpc.messages.CancelParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.IdentifiableMessage;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/**
 * Converts between JSON-RPC messages and JSON with the same object mapper for all messages. This class replaces the
 * Gson codec of LSP4J, which supports neither {@code Optional} nor sealed types, and which drops requests whose ID
 * needs more than 32 bits.
 */
public final class MessageCodec {

    static final String CANCEL = "$/cancelRequest";

    private final MethodTypes types;

    public MessageCodec(MethodTypes types) {
        this.types = types;
    }

    /** Prepares the object mapper for the first message while the other parts of the program are starting. */
    public static void warmUp() {
        Wire.JSON.readerFor(InitializeParams.class);
    }

    /**
     * Reads a message.
     *
     * @param sentRequests a function that returns the method of a request that this side sent, given the ID of the
     *     request
     * @throws UnreadableMessage if the input is not a JSON-RPC message, or if the params are not valid for the method
     */
    public Message read(byte[] json, MethodProvider sentRequests) throws UnreadableMessage {
        JsonNode node;
        try {
            node = Wire.JSON.readTree(json);
        } catch (IOException malformed) {
            throw UnreadableMessage.of(null, ResponseErrorCode.ParseError, "The message is not valid JSON.");
        }
        if (node == null || !node.isObject()) {
            throw UnreadableMessage.of(null, ResponseErrorCode.InvalidRequest, "A message must be one JSON object.");
        }
        if (node.has("method")) {
            return readCall(node);
        }
        if (node.has("id")) {
            return readResponse(node, sentRequests);
        }
        throw UnreadableMessage.of(null, ResponseErrorCode.InvalidRequest, "The message has neither method nor id.");
    }

    private Message readCall(JsonNode node) throws UnreadableMessage {
        String method = node.get("method").asText();
        if (!node.has("id")) {
            NotificationMessage notification = new NotificationMessage();
            notification.setMethod(method);
            notification.setParams(CANCEL.equals(method) ? readCancelParams(node) : readParams(method, node, null));
            return notification;
        }
        RequestMessage request = new RequestMessage();
        request.setMethod(method);
        request.setRawId(readId(node.get("id")));
        request.setParams(readParams(method, node, request));
        return request;
    }

    private static CancelParams readCancelParams(JsonNode node) throws UnreadableMessage {
        CancelParams cancel = new CancelParams();
        cancel.setRawId(readId(node.path("params").path("id")));
        return cancel;
    }

    private static Either<String, Number> readId(JsonNode id) throws UnreadableMessage {
        if (id.isTextual()) {
            return Either.forLeft(id.textValue());
        }
        if (id.canConvertToLong() && id.isIntegralNumber()) {
            return Either.forRight(id.longValue());
        }
        throw UnreadableMessage.of(
                null, ResponseErrorCode.InvalidRequest, "The id of a request must be a string or a whole number.");
    }

    private Object readParams(String name, JsonNode node, IdentifiableMessage request) throws UnreadableMessage {
        Class<?> type = types.params(name);
        JsonNode params = node.path("params");
        if (type == null) {
            return null;
        }
        // Some libraries wrap the only argument of a method in a list.
        JsonNode argument = params.isArray() && params.size() == 1 ? params.get(0) : params;
        try {
            return convert(
                    argument.isMissingNode() || argument.isNull() ? JsonNodeFactory.instance.objectNode() : argument,
                    type);
        } catch (JsonProcessingException unfit) {
            throw UnreadableMessage.of(
                    request,
                    ResponseErrorCode.InvalidParams,
                    "The params of " + name + " do not fit" + location(unfit));
        }
    }

    /**
     * Returns the location of an error in the message, but never the value at this location, which can be an API key.
     */
    private static String location(JsonProcessingException unfit) {
        String path = unfit instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(reference -> reference.getFieldName() == null
                                ? "[" + reference.getIndex() + "]"
                                : "." + reference.getFieldName())
                        .collect(Collectors.joining())
                : "";
        return path.isEmpty() ? "." : " at " + path.replaceFirst("^\\.", "") + ".";
    }

    private Message readResponse(JsonNode node, MethodProvider sentRequests) throws UnreadableMessage {
        ResponseMessage response = new ResponseMessage();
        if (!node.get("id").isNull()) {
            response.setRawId(readId(node.get("id")));
        }
        JsonNode error = node.path("error");
        if (error.isObject()) {
            response.setError(new ResponseError(
                    error.path("code").asInt(), error.path("message").asText(), error.get("data")));
            return response;
        }
        Class<?> type = response.getRawId() == null ? null : resultType(sentRequests.resolveMethod(response.getId()));
        try {
            response.setResult(type == null ? null : convert(node.path("result"), type));
        } catch (JsonProcessingException unfit) {
            response.setError(new ResponseError(
                    ResponseErrorCode.ParseError, "The result does not match" + location(unfit), null));
        }
        return response;
    }

    private Class<?> resultType(String sentMethod) {
        return sentMethod == null ? null : types.result(sentMethod);
    }

    private static Object convert(JsonNode node, Class<?> type) throws JsonProcessingException {
        return Wire.JSON.treeToValue(node, type);
    }

    public byte[] write(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Wire.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("jsonrpc", "2.0");
            // This code runs before the reply to `initialize`, so it must not switch over types: the AOT cache cannot
            // store such a switch.
            if (message instanceof ResponseMessage response) {
                writeId(json, response.getRawId());
                writeOutcome(json, response);
            } else if (message instanceof RequestMessage request) {
                writeId(json, request.getRawId());
                writeCall(json, request.getMethod(), request.getParams());
            } else if (message instanceof NotificationMessage notification) {
                writeCall(json, notification.getMethod(), notification.getParams());
            } else {
                throw new IllegalArgumentException("No JSON-RPC message: " + message.getClass());
            }
            json.writeEndObject();
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return bytes.toByteArray();
    }

    private static void writeCall(JsonGenerator json, String method, Object params) throws IOException {
        json.writeStringField("method", method);
        if (params instanceof CancelParams cancel) {
            json.writeObjectFieldStart("params");
            writeId(json, cancel.getRawId());
            json.writeEndObject();
        } else if (params != null) {
            json.writeObjectField("params", params);
        }
    }

    private static void writeOutcome(JsonGenerator json, ResponseMessage response) throws IOException {
        ResponseError error = response.getError();
        if (error == null) {
            json.writeObjectField("result", response.getResult());
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", error.getCode());
        json.writeStringField("message", error.getMessage());
        if (error.getData() != null) {
            json.writeObjectField("data", error.getData());
        }
        json.writeEndObject();
    }

    private static void writeId(JsonGenerator json, Either<String, Number> id) throws IOException {
        if (id == null) {
            json.writeNullField("id");
        } else if (id.isLeft()) {
            json.writeStringField("id", id.getLeft());
        } else {
            json.writeNumberField("id", id.getRight().longValue());
        }
    }
}
