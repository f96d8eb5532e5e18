package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;

/** A form of API that completes a text. */
public interface CompletionForm {

    WireRequest encode(CompletionCall call);

    /** Whether the path of the request begins at the root of the server, not at the version of its API. */
    default boolean atRoot(Quirks quirks) {
        return false;
    }

    default Framing framing() {
        return Framing.SSE;
    }

    /** A new reader for the response to a call. */
    default ResponseReader reader(CompletionCall call) {
        return new CompletionReader();
    }

    /** The texts that end a response, in addition to those of the call: those that the model writes at its end. */
    default List<String> stops(CompletionCall call) {
        return List.of();
    }

    /**
     * Whether a failure means that the server or the model does not support this form, so that another one may work.
     */
    boolean isMissing(ErrorInfo failure);
}
