package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;

/** How an API is asked to complete a text. */
public interface CompletionForm {

    WireRequest encode(CompletionCall call);

    /** Whether the path of the request begins at the root of the server, not at the version of its API. */
    default boolean atRoot(Quirks quirks) {
        return false;
    }

    Framing framing();

    /** A fresh reader for the one response to a call. */
    ResponseReader reader(CompletionCall call);

    /** The texts that end a response, in addition to those of the call: what the model writes at its end. */
    List<String> stops(CompletionCall call);

    /** Whether a failure means that the server or the model does not have this form, so that another one may work. */
    boolean isMissing(ErrorInfo failure);
}
