package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.schema.ToolRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API format that a provider uses. Implementations are immutable: the {@link ResponseReader} for a request stores
 * all state of the request.
 */
public interface Dialect {

    /** Returns the dialect name used in configuration files, such as {@code openai-chat} or {@code ollama-chat}. */
    String name();

    /** Returns how a streamed response is divided into frames. */
    Framing framing();

    /** Encodes a call whose history has already been sanitized according to {@link #historyRules}. */
    WireRequest encode(ChatCall call);

    /** Returns a new reader for the response to a call. */
    ResponseReader reader(ChatCall call);

    /**
     * Reads an error response.
     *
     * @param status the HTTP status code
     * @param headers the response headers, with lowercase names
     * @param body the response body: JSON, HTML, or an empty string
     */
    ErrorInfo readError(int status, Map<String, String> headers, String body);

    /**
     * Returns the quirks that a rejection of a request reveals. With these quirks, the same request might succeed.
     * Returns an empty result if the request was rejected for another reason.
     *
     * @param refusal the error returned by {@link #readError}
     */
    default Optional<Quirks> learn(ErrorInfo refusal) {
        return Optional.empty();
    }

    /** Returns the rules that conversations must follow before they are encoded. */
    HistoryRules historyRules(Quirks quirks);

    /** Returns the rules that tools must follow before they are encoded. */
    default ToolRules toolRules(Quirks quirks) {
        return ToolQuirk.apply(ToolRules.COMMON, quirks);
    }

    /**
     * Returns the request for a page of the model list.
     *
     * @param pageToken the token returned with the previous page; empty for the first page
     */
    WireRequest listModels(Optional<String> pageToken);

    /** Reads a page of the model list. */
    ModelPage readModels(JsonNode body);

    /** The way a streamed response is divided into frames. */
    enum Framing {
        /** Server-sent events. */
        SSE,
        /** Newline-delimited JSON: one JSON document per line. */
        NDJSON
    }

    /**
     * A page of a model list.
     *
     * @param models the models on the page, excluding entries without an ID, because models without an ID cannot be
     *     requested
     * @param next the token of the next page; empty if this is the last page
     */
    record ModelPage(List<ListedModel> models, Optional<String> next) {

        public ModelPage {
            models = models.stream().filter(model -> !model.id().isBlank()).toList();
        }
    }
}
