package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to speak to a model service. Immutable: all state of a request lives in its {@link ResponseReader}. */
public interface Dialect {

    /** The name in configuration files: {@code openai-chat}, {@code ollama-chat}, … */
    String name();

    /** How a streamed answer is cut into frames. */
    Framing framing();

    /** The request for a call whose history was already sanitized by {@link #historyRules}. */
    WireRequest encode(ChatCall call);

    /** A fresh reader for the one answer to a call. */
    ResponseReader reader(ChatCall call);

    /**
     * Reads an answer whose HTTP status says it failed.
     *
     * @param status the HTTP status
     * @param headers response headers, names in lower case
     * @param body the body as text: JSON, HTML or nothing
     */
    ErrorInfo readError(int status, Map<String, String> headers, String body);

    /**
     * What a refusal teaches about a provider or model that rejects a parameter: quirks under which the same request
     * may pass. Empty when the refusal was over something else.
     *
     * @param refusal what {@link #readError} made of the answer
     */
    default Optional<Quirks> learn(ErrorInfo refusal) {
        return Optional.empty();
    }

    /** What a conversation must look like before it is encoded. */
    HistoryRules historyRules(Quirks quirks);

    /** What tools must look like before they are encoded. */
    default ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.applied(ToolRules.COMMON, quirks);
    }

    /** The request for a page of the model list. @param pageToken from the page before; empty for the first */
    WireRequest listModels(Optional<String> pageToken);

    /** Reads a page of the model list. */
    ModelPage readModels(JsonNode body);

    /** How a streamed answer is cut into frames. */
    enum Framing {
        /** Server-sent events. */
        SSE,
        /** One JSON document a line. */
        NDJSON
    }

    /**
     * A page of a model list.
     *
     * @param next the token of the next page; empty on the last
     */
    record ModelPage(List<ListedModel> models, Optional<String> next) {}
}
