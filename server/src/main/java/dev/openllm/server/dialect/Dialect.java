package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API of a provider. Immutable: all state of a request is in its {@link ResponseReader}. */
public interface Dialect {

    /** The name in configuration files: {@code openai-chat}, {@code ollama-chat}, … */
    String name();

    /** How a streamed response is divided into frames. */
    Framing framing();

    /** The request for a call whose history was already sanitized by {@link #historyRules}. */
    WireRequest encode(ChatCall call);

    /** A new reader for the response to a call. */
    ResponseReader reader(ChatCall call);

    /**
     * Reads a failed response.
     *
     * @param status the HTTP status
     * @param headers response headers, names in lowercase
     * @param body the body as text: JSON, HTML or nothing
     */
    ErrorInfo readError(int status, Map<String, String> headers, String body);

    /**
     * The quirks that a refusal reveals about a provider or model, with which the same request may succeed. Empty when
     * the refusal has another cause.
     *
     * @param refusal the result of {@link #readError}
     */
    default Optional<Quirks> learn(ErrorInfo refusal) {
        return Optional.empty();
    }

    /** The shape of a conversation that the encoder expects. */
    HistoryRules historyRules(Quirks quirks);

    /** The shape of tools that the encoder expects. */
    default ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.applied(ToolRules.COMMON, quirks);
    }

    /** The request for a page of the model list. @param pageToken from the previous page; empty for the first */
    WireRequest listModels(Optional<String> pageToken);

    /** Reads a page of the model list. */
    ModelPage readModels(JsonNode body);

    /** How a streamed response is divided into frames. */
    enum Framing {
        /** Server-sent events. */
        SSE,
        /** One JSON document per line. */
        NDJSON
    }

    /**
     * A page of a model list.
     *
     * @param next the token of the next page; empty on the last
     */
    record ModelPage(List<ListedModel> models, Optional<String> next) {}
}
