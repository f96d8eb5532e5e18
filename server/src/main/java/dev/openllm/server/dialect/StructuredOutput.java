package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ResponseFormat;
import java.util.Optional;

/**
 * Determines how a response is constrained to a JSON Schema: by the provider, by an instruction to the model, or by
 * both if the provider might not enforce the schema.
 */
public final class StructuredOutput {

    /**
     * Flag indicating that the provider supports JSON output but not JSON Schemas (DeepSeek). The flag can be learned
     * from rejections.
     */
    public static final String NO_JSON_SCHEMA = "no-json-schema";

    /**
     * Flag indicating that it is unknown whether the provider enforces schemas. The schema is both sent in its own
     * field and included in the instruction, because a server might ignore an unknown field.
     */
    public static final String UNTESTED = "json-schema-untested";

    private StructuredOutput() {}

    /** Returns whether the schema is sent in the dialect's field for schemas. */
    public static boolean isSchemaSent(ChatCall call) {
        return call.capabilities().structuredOutput() && !call.quirks().has(NO_JSON_SCHEMA);
    }

    /**
     * Returns the instruction to follow the schema, or an empty result if the provider enforces the schema or the
     * request does not specify one.
     */
    public static Optional<String> instruction(ChatCall call) {
        boolean enforced = isSchemaSent(call) && !call.quirks().has(UNTESTED);
        return call.options()
                .responseFormat()
                .flatMap(ResponseFormat::schema)
                .filter(schema -> !enforced)
                .map(schema ->
                        "Answer with one JSON object that fits this JSON Schema, and with nothing else:\n" + schema);
    }
}
