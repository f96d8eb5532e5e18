package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;

/**
 * A form of request for text completion, such as a request with a field for the suffix or a request whose prompt is
 * written in a template.
 */
public interface CompletionForm {

    WireRequest encode(CompletionCall call);

    /** Returns whether the request path is relative to the root of the server rather than to the versioned base URL. */
    default boolean usesServerRoot(Quirks quirks) {
        return false;
    }

    default Framing framing() {
        return Framing.SSE;
    }

    /** Returns a new reader for the response to a call. */
    default ResponseReader reader(CompletionCall call) {
        return new CompletionReader();
    }

    /**
     * Returns the strings that end a response when the model generates them, in addition to the stop sequences of the
     * call.
     */
    default List<String> stops(CompletionCall call) {
        return List.of();
    }

    /**
     * Returns whether a failure indicates that the server or the model does not support this form, so that another form
     * might succeed.
     */
    boolean isUnsupported(ErrorInfo failure);
}
