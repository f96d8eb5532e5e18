package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.HttpFailures;

/** Creates the exceptions for invalid responses. */
public final class MalformedResponses {

    private static final UserText RETRY_HINT =
            UserText.of("Try again. If the problem persists, check the provider's log.");

    private MalformedResponses() {}

    /** Parses the JSON of a frame. @throws OpenLlmException of kind {@code bad_response} if the JSON is invalid */
    public static JsonNode parse(String data) {
        try {
            return Wire.JSON.readTree(data);
        } catch (JsonProcessingException broken) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    data.startsWith("{") || data.startsWith("[")
                            ? UserText.of(
                                    "The provider sent a chunk that is not valid JSON. The response may be truncated.")
                            : UserText.of("The provider aborted the response: {0}", HttpFailures.shorten(data)),
                    RETRY_HINT);
        }
    }

    /** Returns the exception for a stream that ended before a finish reason was received. */
    public static OpenLlmException truncated() {
        return new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                UserText.of("The provider's response ended before it was complete."),
                RETRY_HINT);
    }

    /**
     * Returns the exception for a response that is valid JSON but has the wrong structure.
     *
     * @param field the expected content
     * @param dialect the dialect that the response does not match
     * @param response the response
     */
    public static OpenLlmException missingField(String field, String dialect, JsonNode response) {
        return new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                UserText.of(
                        "The provider's response has no {0}, so it does not match the {1} dialect: {2}",
                        field, dialect, HttpFailures.shorten(response.toString())),
                UserText.of("Check the base URL, and check that the provider supports this dialect."));
    }
}
