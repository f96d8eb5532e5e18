package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ResponseFormat;
import java.util.Optional;

/** Whether a provider enforces the JSON Schema of a response, and the instruction for the model if it may not. */
public final class StructuredOutput {

    /** Flag: JSON output is supported, but no schema (DeepSeek, and as learned from refusals). */
    public static final String NO_JSON_SCHEMA = "no-json-schema";

    /**
     * Flag: it is unknown whether a schema is enforced. It is sent and also included in the instruction, because a server may
     * ignore an unknown field.
     */
    public static final String UNTESTED = "json-schema-untested";

    private StructuredOutput() {}

    /** Whether the schema is sent in the field that the dialect has for it. */
    public static boolean isSent(ChatCall call) {
        return call.capabilities().structuredOutput() && !call.quirks().has(NO_JSON_SCHEMA);
    }

    /** The instruction for a schema that may not be enforced; empty if it is enforced, or if there is none. */
    public static Optional<String> instruction(ChatCall call) {
        boolean enforced = isSent(call) && !call.quirks().has(UNTESTED);
        return call.options()
                .responseFormat()
                .flatMap(ResponseFormat::schema)
                .filter(schema -> !enforced)
                .map(schema ->
                        "Answer with one JSON object that fits this JSON Schema, and with nothing else:\n" + schema);
    }
}
