package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.HttpFailures;

/** Answers that are no answers. */
public final class MalformedResponses {

    private static final String AGAIN = "Try again; if it stays so, look at the provider's own log.";

    private MalformedResponses() {}

    /** The JSON of a frame. @throws OpenLlmException of kind {@code bad_response} when it is none */
    public static JsonNode parse(String data) {
        try {
            return Wire.JSON.readTree(data);
        } catch (JsonProcessingException broken) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    data.startsWith("{") || data.startsWith("[")
                            ? "The provider sent a piece of its answer that is not valid JSON; it may have been cut"
                                    + " off."
                            : "The provider broke off its answer: " + HttpFailures.shortened(data),
                    AGAIN);
        }
    }

    /** The stream ended before the provider had said how the answer ends. */
    public static OpenLlmException stopped() {
        return new OpenLlmException(ErrorKind.BAD_RESPONSE, "The provider's answer stopped before its end.", AGAIN);
    }

    /** JSON came, but of another shape. @param what it should hold */
    public static OpenLlmException withoutThe(String what, String dialect, JsonNode answer) {
        return new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                "The provider's answer holds no " + what + ", so it is none of the dialect " + dialect + ": "
                        + HttpFailures.shortened(answer.toString()),
                "Check the base URL and whether the provider really speaks this dialect.");
    }
}
