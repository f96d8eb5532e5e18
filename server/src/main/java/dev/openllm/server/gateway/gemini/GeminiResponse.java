package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.OpaqueState;
import dev.openllm.server.gateway.api.RecentCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A writer for the parts of a single Gemini API response. Provider state is written as the signature of the function
 * call to which the state belongs: the next call, or the call immediately before the state. Because state can follow a
 * call, a call is not written until the next event arrives. Used by only one thread at a time.
 */
final class GeminiResponse {

    private final String id = Ids.newId("");
    private final GeminiRequest request;
    private final RecentCalls recent;
    private final List<ChatEvent.ProviderState> states = new ArrayList<>();
    private Optional<ObjectNode> pendingCall = Optional.empty();
    private Optional<ChatEvent.InvalidToolCall> invalid = Optional.empty();
    private int callCount;

    GeminiResponse(GeminiRequest request, RecentCalls recent) {
        this.request = request;
        this.recent = recent;
    }

    /** Returns the parts that can be written after the specified event has arrived. */
    List<ObjectNode> parts(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Text chunk -> afterCall(text(chunk.text()));
            case ChatEvent.Refusal chunk -> afterCall(text(chunk.text()));
            case ChatEvent.Reasoning chunk ->
                request.showsThoughts() ? afterCall(text(chunk.text()).put("thought", true)) : List.of();
            case ChatEvent.ToolCall toolCall -> {
                List<ObjectNode> ready = releaseCall();
                pendingCall = Optional.of(functionCall(toolCall));
                yield ready;
            }
            case ChatEvent.ProviderState state -> {
                addState(state);
                yield List.of();
            }
            case ChatEvent.InvalidToolCall invalidCall -> {
                invalid = Optional.of(invalidCall);
                yield List.of();
            }
            case ChatEvent.Notice notice -> List.of();
        };
    }

    private List<ObjectNode> afterCall(ObjectNode part) {
        List<ObjectNode> ready = new ArrayList<>(releaseCall());
        ready.add(part);
        return ready;
    }

    private List<ObjectNode> releaseCall() {
        List<ObjectNode> ready = pendingCall.stream().toList();
        pendingCall = Optional.empty();
        return ready;
    }

    private void addState(ChatEvent.ProviderState state) {
        boolean belongsToCall =
                pendingCall.filter(call -> !call.has("thoughtSignature")).isPresent();
        if (belongsToCall) {
            sign(pendingCall.get(), state);
        } else {
            states.add(state);
        }
    }

    private ObjectNode functionCall(ChatEvent.ToolCall toolCall) {
        recent.remember(
                request.consumer(),
                request.earlierCalls() + callCount++,
                toolCall.name(),
                toolCall.arguments(),
                toolCall.id());
        ObjectNode part = Wire.JSON.createObjectNode();
        part.putObject("functionCall")
                .put("id", toolCall.id())
                .put("name", toolCall.name())
                .set("args", toolCall.arguments());
        if (!states.isEmpty()) {
            sign(part, states.removeFirst());
        }
        return part;
    }

    /**
     * Returns the parts that remain when the response ends: the last call, and provider state that does not belong to
     * any call.
     */
    List<ObjectNode> lastParts() {
        List<ObjectNode> last = new ArrayList<>(releaseCall());
        states.forEach(state -> {
            // State is written in a thought, because clients do not display thoughts as text, but send them back in the
            // same way as any other part.
            ObjectNode part = text("").put("thought", true);
            sign(part, state);
            last.add(part);
        });
        states.clear();
        return last;
    }

    private static void sign(ObjectNode part, ChatEvent.ProviderState state) {
        part.put("thoughtSignature", OpaqueState.toBase64(state));
    }

    static ObjectNode text(String text) {
        return Wire.JSON.createObjectNode().put("text", text);
    }

    /**
     * Returns a chunk of a streamed response. The last chunk and the body of an unstreamed response have the same
     * structure but contain additional fields.
     */
    ObjectNode chunk(ArrayNode parts) {
        ObjectNode chunk = Wire.JSON.createObjectNode();
        ObjectNode candidate = chunk.putArray("candidates").addObject();
        candidate.putObject("content").put("role", "model").set("parts", parts);
        candidate.put("index", 0);
        return chunk.put("modelVersion", request.params().model()).put("responseId", id);
    }

    /**
     * Returns the last chunk of a streamed response, or the body of an unstreamed response. The content always has at
     * least one part, because clients treat a turn without parts as invalid.
     */
    ObjectNode finalChunk(ArrayNode parts, ChatResult result) {
        if (parts.isEmpty()) {
            parts.add(text(""));
        }
        ObjectNode chunk = chunk(parts);
        ObjectNode candidate = (ObjectNode) chunk.path("candidates").get(0);
        boolean malformed = invalid.isPresent() && result.finishReason() != FinishReason.LENGTH;
        if (malformed) {
            candidate.put(
                    "finishMessage",
                    "The model called " + invalid.get().name() + " with arguments that are not a JSON object.");
        }
        candidate.put("finishReason", malformed ? "MALFORMED_FUNCTION_CALL" : finishReason(result.finishReason()));
        chunk.set("usageMetadata", usage(result.usage()));
        return chunk;
    }

    /**
     * Returns the name that the Gemini API uses for a finish reason. Source:
     * https://ai.google.dev/api/generate-content#FinishReason
     */
    private static String finishReason(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER, REFUSAL -> "SAFETY";
            case ERROR, OTHER -> "OTHER";
        };
    }

    /**
     * Returns the token usage. The number of candidate tokens does not include reasoning tokens. Source:
     * https://ai.google.dev/api/generate-content#UsageMetadata
     */
    private static ObjectNode usage(Usage usage) {
        long input = usage.inputTokens().orElse(0);
        long output = usage.outputTokens().orElse(0);
        long thoughts = Math.min(output, usage.reasoningTokens().orElse(0));
        ObjectNode json = Wire.JSON
                .createObjectNode()
                .put("promptTokenCount", input)
                .put("candidatesTokenCount", output - thoughts)
                .put("totalTokenCount", input + output);
        if (thoughts > 0) {
            json.put("thoughtsTokenCount", thoughts);
        }
        usage.cachedInputTokens().ifPresent(cached -> json.put("cachedContentTokenCount", cached));
        return json;
    }
}
