package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ReasoningEffort;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.dialect.completion.CompletionQuirk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Details of an Ollama model that are not part of the model list. Sources: https://docs.ollama.com/api (show, ps) and
 * https://docs.ollama.com/capabilities/thinking
 *
 * @param trainedContextTokens the context length with which the model was trained, which is the maximum; servers
 *     usually run the model with a shorter context
 * @param dimensions the number of dimensions of the model's embeddings
 * @param configuredContextTokens the context length set in the Modelfile
 * @param capabilities the model's capabilities, such as {@code completion}, {@code tools}, {@code insert}, {@code
 *     vision}, {@code embedding}, and {@code thinking}; empty if the server is too old to report them
 * @param efforts the supported reasoning efforts, weakest first
 * @param quirks the quirks that specify how to request reasoning (see {@link OllamaQuirk#THINK}) and fill-in-the-middle
 *     completion
 */
public record OllamaModelFacts(
        OptionalInt trainedContextTokens,
        OptionalInt dimensions,
        OptionalInt configuredContextTokens,
        Set<String> capabilities,
        List<String> efforts,
        Quirks quirks) {

    private static final Pattern NUM_CTX = Pattern.compile("(?m)^\\s*num_ctx\\s+(\\d{1,9})\\s*$");

    public OllamaModelFacts {
        capabilities = Set.copyOf(capabilities);
        efforts = List.copyOf(efforts);
    }

    /** Returns the request for the details of a model. */
    public static WireRequest showRequest(String model) {
        return WireRequest.post("/api/show", Wire.JSON.createObjectNode().put("model", model));
    }

    /** Reads the response to the request that {@link #showRequest} returns. */
    public static OllamaModelFacts readShow(JsonNode body) {
        JsonNode info = body.path("model_info");
        String architecture = info.path("general.architecture").asText("");
        Set<String> capabilities = new HashSet<>();
        body.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
        Matcher numCtx = NUM_CTX.matcher(body.path("parameters").asText(""));
        boolean levels = architecture.startsWith("gptoss") || architecture.startsWith("gpt-oss");
        return new OllamaModelFacts(
                tokens(info.path(architecture + ".context_length")),
                tokens(info.path(architecture + ".embedding_length")),
                numCtx.find() ? OptionalInt.of(Integer.parseInt(numCtx.group(1))) : OptionalInt.empty(),
                capabilities,
                efforts(body.path("thinking").path("values"), capabilities.contains("thinking"), levels),
                thinkQuirk(body.path("thinking").path("values"), capabilities.contains("thinking"), levels)
                        .overlaidBy(insertQuirk(capabilities)));
    }

    /** Returns the request for the loaded models. */
    public static WireRequest runningRequest() {
        return WireRequest.get("/api/ps");
    }

    /**
     * Reads the response to the request that {@link #runningRequest} returns.
     *
     * @return the current context length of each loaded model, in tokens, by model ID
     */
    public static Map<String, Integer> readRunning(JsonNode body) {
        Map<String, Integer> contexts = new HashMap<>();
        for (JsonNode model : body.path("models")) {
            OptionalInt context = tokens(model.path("context_length"));
            String id = model.path("model").asText(model.path("name").asText(""));
            if (context.isPresent() && !id.isEmpty()) {
                contexts.put(id, context.getAsInt());
            }
        }
        return Map.copyOf(contexts);
    }

    /** Returns these details as an entry of a model list, with the trained context length as the context limit. */
    public ListedModel toListedModel(String model) {
        boolean reported = !capabilities.isEmpty();
        return new ListedModel(
                model,
                Optional.empty(),
                trainedContextTokens,
                OptionalInt.empty(),
                reported ? Optional.of(capabilities.contains("completion")) : Optional.empty(),
                reported ? Optional.of(capabilities.contains("tools")) : Optional.empty(),
                reported ? Optional.of(capabilities.contains("vision")) : Optional.empty(),
                Optional.of(false),
                reported ? Optional.of(capabilities.contains("thinking")) : Optional.empty(),
                efforts,
                Optional.of(true),
                Optional.empty(),
                quirks,
                reported ? Optional.of(capabilities.contains("embedding")) : Optional.empty(),
                dimensions);
    }

    /**
     * Returns the supported efforts. Ollama 0.40 and later report the accepted values of {@code think}; with earlier
     * versions, only gpt-oss supports levels.
     */
    private static List<String> efforts(JsonNode values, boolean thinks, boolean levels) {
        if (values.isMissingNode()) {
            return !thinks ? List.of() : levels ? List.of("low", "medium", "high") : List.of("none", "medium");
        }
        Set<String> reported = new HashSet<>();
        values.forEach(value -> reported.add(value.asText()));
        boolean onlySwitch = values.valueStream().noneMatch(JsonNode::isTextual);
        List<String> supported = ReasoningEffort.levels().stream()
                .filter(effort -> reported.contains(effort)
                        || effort.equals("none") && reported.contains("false")
                        || effort.equals("medium") && onlySwitch && reported.contains("true"))
                .toList();
        return supported.equals(List.of("none")) ? List.of() : supported;
    }

    /**
     * Returns the quirk that specifies how to request fill-in-the-middle completion, or no quirks if the server is too
     * old to report capabilities.
     */
    private static Quirks insertQuirk(Set<String> capabilities) {
        return capabilities.isEmpty()
                ? Quirks.NONE
                : Quirks.NONE.with(CompletionQuirk.FORM, capabilities.contains("insert") ? "insert" : "none");
    }

    private static Quirks thinkQuirk(JsonNode values, boolean thinks, boolean levels) {
        if (values.isMissingNode()) {
            return thinks ? Quirks.NONE.with(OllamaQuirk.THINK, levels ? "levels" : "switch") : Quirks.NONE;
        }
        boolean named = values.valueStream().anyMatch(JsonNode::isTextual);
        boolean on = values.valueStream().anyMatch(JsonNode::asBoolean);
        return Quirks.NONE.with(OllamaQuirk.THINK, named ? "levels" : on ? "switch" : "none");
    }

    private static OptionalInt tokens(JsonNode value) {
        return value.canConvertToInt() && value.asInt() > 0 ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
