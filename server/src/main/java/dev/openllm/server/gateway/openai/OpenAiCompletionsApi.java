package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.completion.FillParams;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.Intake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The APIs that complete a prompt, with or without a suffix: the OpenAI API, and the Mistral API, whose responses have
 * the format of chat responses. Sources: https://platform.openai.com/docs/api-reference/completions,
 * https://docs.mistral.ai/api/endpoint/fim
 *
 * @param mistral whether to use the Mistral format
 */
public record OpenAiCompletionsApi(boolean mistral) implements Api {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "prompt",
            "suffix",
            "max_tokens",
            "temperature",
            "top_p",
            "stop",
            "stream",
            "n",
            "best_of",
            "echo",
            "logprobs",
            "seed",
            "stream_options",
            "presence_penalty",
            "frequency_penalty",
            "user");

    private static final Set<String> SUPPORTED_MISTRAL_FIELDS =
            Set.of("model", "prompt", "suffix", "max_tokens", "temperature", "top_p", "stop", "stream", "random_seed");

    /** The maximum number of stop sequences that OpenAI accepts. Other providers do not accept more. */
    private static final int MAX_STOP_SEQUENCES = 4;

    @Override
    public String name() {
        return mistral ? "fim" : "completions";
    }

    @Override
    public Request read(JsonNode body, Intake intake) {
        rejectUnsupportedResponses(body);
        intake.omitFields(body, mistral ? SUPPORTED_MISTRAL_FIELDS : SUPPORTED_FIELDS);
        List<String> stopSequences = Fields.texts(body.path("stop"));
        if (stopSequences.size() > MAX_STOP_SEQUENCES) {
            throw Fields.invalid("stop can contain at most " + MAX_STOP_SEQUENCES + " texts.");
        }
        ChatOptions options = new ChatOptions(
                Fields.integer(body, "max_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                stopSequences,
                Fields.longInteger(body, mistral ? "random_seed" : "seed"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                OptionalInt.empty(),
                Fields.number(body, "presence_penalty"),
                Fields.number(body, "frequency_penalty"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Fields.text(body, "user"),
                intake.dialectFields());
        FillParams params = new FillParams(
                Fields.text(body, "model")
                        .filter(model -> !model.isEmpty())
                        .orElseThrow(() -> Fields.invalid("model is required.")),
                prompt(body),
                Fields.text(body, "suffix"),
                options,
                streams(body),
                intake.consumer());
        return new Request(
                mistral,
                params,
                body.path("stream_options").path("include_usage").asBoolean());
    }

    private static String prompt(JsonNode body) {
        JsonNode prompt = body.path("prompt");
        JsonNode text = prompt.isArray() && prompt.size() == 1 ? prompt.get(0) : prompt;
        if (!text.isTextual()) {
            throw Fields.invalid("prompt must be one string: several prompts and token IDs are not supported.");
        }
        if (text.textValue().isEmpty() && body.path("suffix").asText("").isEmpty()) {
            throw Fields.invalid("prompt must not be empty.");
        }
        return text.textValue();
    }

    /** Rejects fields that cannot be omitted because they request a different kind of response. */
    private static void rejectUnsupportedResponses(JsonNode body) {
        if (body.path("n").asInt(1) != 1 || body.path("best_of").asInt(1) != 1) {
            throw Fields.invalid("n and best_of must be 1: each request returns one response.");
        }
        if (body.path("echo").asBoolean()) {
            throw Fields.invalid("echo must be false: the prompt is not repeated.");
        }
        if (body.hasNonNull("logprobs")
                && !(body.path("logprobs").isBoolean() && !body.path("logprobs").asBoolean())) {
            throw Fields.invalid("logprobs must be null: log probabilities are not supported.");
        }
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return ErrorBody.body(error);
    }

    /**
     * A parsed completion request.
     *
     * @param withUsage whether a streamed response ends with the usage
     */
    public record Request(boolean mistral, FillParams fill, boolean withUsage) implements Exchange {

        /**
         * Returns chat parameters that specify only the model. The other parameters of the request are in {@link
         * #fill}.
         */
        @Override
        public ChatParams params() {
            return ChatParams.of(fill.model());
        }

        @Override
        public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
            StringBuilder text = new StringBuilder();
            for (ChatEvent event : events) {
                if (event instanceof ChatEvent.Text(String part)) {
                    text.append(part);
                }
            }
            ObjectNode body = OpenAiChatApi.envelope(
                    mistral ? "chat.completion" : "text_completion", id(mistral), Ids.epochSeconds(), result.model());
            ObjectNode choice = body.putArray("choices").addObject();
            if (mistral) {
                choice.put("index", 0)
                        .putObject("message")
                        .put("role", "assistant")
                        .put("content", text.toString());
            } else {
                choice.put("text", text.toString()).put("index", 0).putNull("logprobs");
            }
            choice.put("finish_reason", finishReason(result.finishReason()));
            body.set("usage", OpenAiChatApi.usage(result.usage()));
            return body;
        }

        @Override
        public StreamedResponse streamedResponse(EventStream out) {
            return new OpenAiCompletionStream(this, out);
        }
    }

    static String id(boolean mistral) {
        return Ids.newId(mistral ? "fim-" : "cmpl-");
    }

    static String finishReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
            case STOP, TOOL_CALLS, REFUSAL, ERROR, OTHER -> "stop";
        };
    }
}
