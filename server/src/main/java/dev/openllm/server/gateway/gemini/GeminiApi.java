package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.RecentCalls;
import java.util.List;

/** The Gemini API from Google. The path of a request specifies the model. Source: https://ai.google.dev/api */
public final class GeminiApi implements Api {

    private final RecentCalls recent;
    private final String model;
    private final boolean streams;
    private final EventStream.Format format;

    public GeminiApi() {
        this(new RecentCalls(), "", false, EventStream.Format.EVENTS);
    }

    private GeminiApi(RecentCalls recent, String model, boolean streams, EventStream.Format format) {
        this.recent = recent;
        this.model = model;
        this.streams = streams;
        this.format = format;
    }

    /** Returns the API for requests to the specified model. */
    public Api forModel(String requestedModel) {
        return new GeminiApi(recent, requestedModel, false, format);
    }

    public Api streaming(String requestedModel, EventStream.Format requestedFormat) {
        return new GeminiApi(recent, requestedModel, true, requestedFormat);
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public boolean streams(JsonNode body) {
        return streams;
    }

    @Override
    public EventStream.Format format() {
        return format;
    }

    @Override
    public Exchange read(JsonNode body, Intake intake) {
        return new GeminiExchange(new GeminiRequestReader(model, body, intake, recent).read(), recent, this);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return error(error, status(error));
    }

    /**
     * Returns the body of a response that reports an error. Source:
     * https://ai.google.dev/gemini-api/docs/troubleshooting
     */
    @Override
    public ObjectNode error(ErrorInfo error, int status) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ObjectNode inner = body.putObject("error")
                .put("code", status)
                .put("message", ErrorBody.message(error))
                .put("status", statusName(status));
        error.retryAfterMs()
                .ifPresent(ms -> inner.putArray("details")
                        .addObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", (ms + 999) / 1000 + "s"));
        return body;
    }

    /**
     * Returns the status name that Google APIs use for an HTTP status. Source:
     * https://cloud.google.com/apis/design/errors#handling_errors
     */
    private static String statusName(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 405, 501 -> "UNIMPLEMENTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "INTERNAL";
        };
    }

    public static ObjectNode models(List<ModelInfo> models) {
        ObjectNode list = Wire.JSON.createObjectNode();
        ArrayNode entries = list.putArray("models");
        models.forEach(model -> entries.add(model(model)));
        return list;
    }

    /** Converts a model to the format of the Gemini API. Source: https://ai.google.dev/api/models#Model */
    public static ObjectNode model(ModelInfo model) {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("name", "models/" + model.id())
                .put("version", "1")
                .put("displayName", model.name())
                .put("inputTokenLimit", model.limits().maxInputTokens())
                .put("outputTokenLimit", model.limits().maxOutputTokens());
        ArrayNode methods = entry.putArray("supportedGenerationMethods");
        if (model.embedding().isPresent()) {
            methods.add("embedContent").add("countTokens");
            return entry;
        }
        methods.add("generateContent").add("streamGenerateContent").add("countTokens");
        return entry.put("thinking", model.capabilities().reasoning());
    }
}
