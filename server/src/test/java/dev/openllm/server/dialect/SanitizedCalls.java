package dev.openllm.server.dialect;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.history.HistorySanitizer;
import java.util.Map;
import java.util.Optional;

/** Calls as the product encodes them, with a history that is sanitized by the rules of the dialect. */
public final class SanitizedCalls {

    private SanitizedCalls() {}

    public static ChatCall of(Dialect dialect, ChatCall call) {
        ModelInfo model = new ModelInfo(
                call.provider() + "/" + call.model(),
                call.provider(),
                call.model(),
                call.model(),
                call.model(),
                call.limits(),
                call.capabilities(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        HistorySanitizer sanitizer = new HistorySanitizer(dialect.historyRules(call.quirks()), model, name -> name);
        return new ChatCall(
                call.provider(),
                call.model(),
                sanitizer.sanitize(call.messages()).messages(),
                call.tools(),
                call.toolChoice(),
                call.options(),
                call.stream(),
                call.limits(),
                call.capabilities(),
                call.quirks());
    }
}
