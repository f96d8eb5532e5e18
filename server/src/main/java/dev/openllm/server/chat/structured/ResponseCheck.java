package dev.openllm.server.chat.structured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects the text of a response that is constrained to JSON. At the end of the response, reports whether the text
 * conforms to the requested format. The text is not withheld; the caller has already received it.
 */
public final class ResponseCheck {

    private static final ObjectReader STRICT = Wire.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Optional<ResponseFormat> format;
    private final StringBuilder text = new StringBuilder();

    /**
     * Creates a check for one response.
     *
     * @param format the requested response format, or empty if the caller did not request JSON
     */
    public ResponseCheck(Optional<ResponseFormat> format) {
        this.format = format;
    }

    public void read(ChatEvent event) {
        if (format.isPresent() && event instanceof ChatEvent.Text(var chunk)) {
            text.append(chunk);
        }
    }

    /**
     * Reports a violation of the requested format, if any. Responses that call tools or contain a refusal are not
     * checked.
     */
    public void end(FinishReason reason, Consumer<UserText> notice) {
        boolean complete = reason == FinishReason.STOP || reason == FinishReason.LENGTH;
        format.filter(wanted -> complete).flatMap(this::mismatch).ifPresent(notice);
    }

    private Optional<UserText> mismatch(ResponseFormat expected) {
        JsonNode document;
        try {
            document = STRICT.readTree(text.toString());
        } catch (JsonProcessingException notJson) {
            return Optional.of(UserText.of("The response is not valid JSON, although the request asked for JSON."));
        }
        if (expected.schema().isEmpty()) {
            return document.isObject()
                    ? Optional.empty()
                    : Optional.of(
                            UserText.of("The response is not a JSON object, although the request asked for one."));
        }
        return SchemaCheck.mismatch(expected.schema().get(), document)
                .map(violation ->
                        UserText.of("The response does not match the JSON Schema of the request: {0}.", violation));
    }
}
