package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.ToolArguments;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reader for a response, which is received as a stream of JSON lines or as a single JSON line. In both cases, {@code
 * done} is {@code true} in the last line.
 */
final class OllamaResponseReader implements ResponseReader {

    private final Set<String> callIds = new HashSet<>();
    private Optional<JsonNode> last = Optional.empty();
    private boolean calledTools;
    private final Optional<ForcedTools> forced;
    private final StringBuilder forcedCall = new StringBuilder();

    OllamaResponseReader(ChatCall call) {
        this.forced = ForcedTools.of(call);
    }

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        try {
            readUnstreamed(Wire.JSON.readTree(data), sink);
        } catch (JsonProcessingException broken) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    data.strip().startsWith("{")
                            ? UserText.of("Ollama sent a line that is not valid JSON. The response may be truncated.")
                            : UserText.of("Ollama aborted the response: {0}", HttpFailures.shorten(data)),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        if (response.hasNonNull("error")) {
            throw new OpenLlmException(OllamaErrors.inStream(response));
        }
        JsonNode message = response.path("message");
        String thinking = message.path("thinking").asText("");
        if (!thinking.isEmpty()) {
            sink.accept(new ChatEvent.Reasoning(thinking));
        }
        String content = message.path("content").asText("");
        if (forced.isPresent()) {
            forcedCall.append(content);
        } else if (!content.isEmpty()) {
            sink.accept(new ChatEvent.Text(content));
        }
        for (JsonNode call : message.path("tool_calls")) {
            emitCall(call, sink);
        }
        if (response.path("done").asBoolean()) {
            last = Optional.of(response);
        }
    }

    /**
     * Reads a tool call, which always arrives complete. Older servers do not send IDs, and no server guarantees that
     * IDs are unique.
     */
    private void emitCall(JsonNode call, Consumer<ChatEvent> sink) {
        String given = call.path("id").asText("");
        String id = given.isBlank() || !callIds.add(given) ? ToolArguments.newCallId() : given;
        JsonNode function = call.path("function");
        sink.accept(ToolArguments.event(id, function.path("name").asText(""), function.path("arguments")));
        calledTools = true;
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        JsonNode summary = last.orElseThrow(() -> new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                UserText.of("The response from Ollama ended before it was complete."),
                UserText.of("Try again. If the problem persists, check the provider's log.")));
        forced.filter(tools -> !calledTools).ifPresent(tools -> {
            sink.accept(tools.call(forcedCall.toString()));
            calledTools = true;
        });
        String raw = summary.path("done_reason").asText("");
        Usage usage = new Usage(
                count(summary, "prompt_eval_count"),
                count(summary, "eval_count"),
                count(summary, "prompt_eval_cached_count"), // since Ollama 0.40; included in prompt_eval_count
                OptionalLong.empty(),
                OptionalLong.empty());
        Optional<String> model = Optional.of(summary.path("model").asText("")).filter(name -> !name.isEmpty());
        return new Outcome(finishReason(raw), raw, usage, Optional.empty(), model, OptionalDouble.empty());
    }

    /**
     * Maps the finish reason. Ollama also reports {@code stop} for tool calls, and servers before 0.1.39 report no
     * reason.
     */
    private FinishReason finishReason(String raw) {
        return switch (raw) {
            case "stop", "" -> calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "tool_calls" -> FinishReason.TOOL_CALLS;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }

    /**
     * Returns a token count, or an empty result if the server omits it. Ollama omits the prompt token count if the
     * prompt was cached from the previous response.
     */
    private static OptionalLong count(JsonNode summary, String field) {
        JsonNode value = summary.path(field);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }
}
