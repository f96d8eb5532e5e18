package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ResponseFormat;
import java.util.Optional;

/** Whether a provider enforces the JSON Schema that a caller wants of the response, and what the model is told of it. */
public final class StructuredOutput {

    /** Flag: JSON output can be asked for, but no schema for it (DeepSeek, and what refusals teach). */
    public static final String NO_JSON_SCHEMA = "no-json-schema";

    /**
     * Flag: nobody knows whether a schema is enforced. It is sent, and the model is told of it too, since a server may
     * ignore a field that it does not know.
     */
    public static final String UNTESTED = "json-schema-untested";

    private StructuredOutput() {}

    /** Whether the schema is sent in the field that the dialect has for it. */
    public static boolean isSent(ChatCall call) {
        return call.capabilities().structuredOutput() && !call.quirks().has(NO_JSON_SCHEMA);
    }

    /** What the model is told of a schema that may not be enforced; empty where it is, and where none is wanted. */
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
