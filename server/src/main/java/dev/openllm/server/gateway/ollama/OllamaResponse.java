package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.server.gateway.api.RecentCalls;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A writer for the JSON objects of a single response in the Ollama format. Used by only one thread at a time. */
final class OllamaResponse {

    private final OllamaRequest request;
    private final RecentCalls recent;
    private int callCount;

    OllamaResponse(OllamaRequest request, RecentCalls recent) {
        this.request = request;
        this.recent = recent;
    }

    /**
     * Returns an empty message. If the request completes a prompt, the response itself contains the fields of the
     * message.
     */
    ObjectNode message() {
        return request.generates()
                ? Wire.JSON.createObjectNode().put("response", "")
                : Wire.JSON.createObjectNode().put("role", "assistant").put("content", "");
    }

    void setText(ObjectNode message, String text) {
        message.put(request.generates() ? "response" : "content", text);
    }

    void addCall(ObjectNode message, ChatEvent.ToolCall call) {
        recent.remember(
                request.consumer(), request.earlierCalls() + callCount, call.name(), call.arguments(), call.id());
        ObjectNode entry = message.withArray("tool_calls").addObject().put("id", call.id());
        entry.putObject("function")
                .put("index", callCount++)
                .put("name", call.name())
                .set("arguments", call.arguments());
    }

    /** Returns a chunk of a streamed response. */
    ObjectNode chunk(ObjectNode message) {
        ObjectNode chunk = Wire.JSON
                .createObjectNode()
                .put("model", request.model())
                .put("created_at", Instant.now().toString());
        if (request.generates()) {
            chunk.setAll(message);
        } else {
            chunk.set("message", message);
        }
        return chunk.put("done", false);
    }

    /** Returns the complete response, or the last chunk of a streamed response. */
    ObjectNode finalResponse(ObjectNode message, ChatResult result) {
        long totalMs = result.timing().totalMs();
        long firstTokenMs = Math.min(totalMs, result.timing().firstTokenMs().orElse(totalMs));
        return chunk(message)
                .put("done", true)
                .put("done_reason", doneReason(result.finishReason()))
                .put("total_duration", nanos(totalMs))
                .put("load_duration", 0)
                .put("prompt_eval_count", result.usage().inputTokens().orElse(0))
                .put("prompt_eval_duration", nanos(firstTokenMs))
                .put("eval_count", result.usage().outputTokens().orElse(0))
                .put("eval_duration", nanos(totalMs - firstTokenMs));
    }

    ObjectNode loadResponse(String reason) {
        return chunk(message()).put("done", true).put("done_reason", reason);
    }

    private static long nanos(long milliseconds) {
        return TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /**
     * Returns the reason why the response ended. Ollama itself defines only {@code stop} and {@code length}, but the
     * client must be able to detect that a response was filtered.
     */
    private static String doneReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
            case STOP, TOOL_CALLS, REFUSAL, ERROR, OTHER -> "stop";
        };
    }
}
