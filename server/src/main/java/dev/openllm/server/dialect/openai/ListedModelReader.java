package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reader for an entry of a model list in any known format. */
final class ListedModelReader {

    /**
     * The pattern that matches the IDs of models that do not support chat. It is needed for OpenAI and similar
     * providers whose model lists contain only IDs.
     */
    private static final Pattern NO_CHAT = Pattern.compile("(?i)(?:^|[/_-])(?:"
            + "text-embedding|embed(?:ding)?s?|e5|bge|rerank(?:er)?|whisper|tts|dall-e|gpt-image|imagen|sora|veo|flux"
            + "|stable-diffusion|omni-moderation|text-moderation|moderation|transcribe|realtime|davinci-002|babbage-002"
            + "|ocr)(?:[/_.:-]|\\d|$)");

    /**
     * The values of {@code owned_by} that identify servers that constrain the output with a grammar. The servers
     * llama.cpp, vLLM, and SGLang report their own names, and Ollama reports {@code library}.
     */
    private static final Set<String> GRAMMAR_SERVERS = Set.of("llamacpp", "vllm", "sglang", "library");

    private final JsonNode entry;

    ListedModelReader(JsonNode entry) {
        this.entry = entry;
    }

    /** Returns the model ID, or an empty result if the entry does not contain one. */
    Optional<String> id() {
        return text("/id").or(() -> text("/model")).or(() -> text("/name"));
    }

    ListedModel model(String id) {
        return new ListedModel(
                id,
                text("/display_name")
                        .or(() -> text("/model_spec/name"))
                        .or(() -> text("/name"))
                        .filter(n -> !n.equals(id)),
                context(),
                number(
                        "/top_provider/max_completion_tokens", // OpenRouter
                        "/max_completion_tokens", // Groq
                        "/max_output_tokens",
                        "/max_output_length",
                        "/model_spec/maxCompletionTokens", // Venice
                        "/limits/max_completion_tokens", // Cerebras
                        "/context_window/max_output_tokens", // Poe
                        "/limits/max_output_tokens", // GitHub Models
                        "/metadata/max_tokens", // DeepInfra
                        "/max_tokens"), // Vercel
                supportsChat(id),
                feature("tools", "/capabilities/function_calling", "/model_spec/capabilities/supportsFunctionCalling")
                        .or(() -> flag("/supports_tools", "/providers/0/supports_tools")),
                acceptsInput("image", "vision", "/capabilities/vision", "/model_spec/capabilities/supportsVision")
                        .or(() -> flag("/supports_vision", "/supports_image_input")),
                acceptsInput("file", "file-input", "/capabilities/files"),
                feature("reasoning", "/capabilities/reasoning", "/model_spec/capabilities/supportsReasoning"),
                reasoningEfforts(),
                feature(
                                "structured_outputs",
                                "/model_spec/capabilities/supportsResponseSchema",
                                "/providers/0/supports_structured_output")
                        .or(this::enforcedByGrammar),
                ListedPricing.read(entry),
                quirks(id),
                supportsEmbeddings(),
                number("/embedding_dimensions", "/meta/n_embd")); // llama.cpp
    }

    private OptionalInt context() {
        OptionalInt declared = number(
                "/context_length", // OpenRouter, Together, Venice
                "/max_context_length", // Mistral, LM Studio
                "/max_model_len", // vLLM
                "/context_window", // Groq
                "/meta/n_ctx", // llama.cpp: the context length in use, not n_ctx_train
                "/model_spec/availableContextTokens", // Venice
                "/limits/max_context_length", // Cerebras
                "/metadata/context_length", // DeepInfra
                "/context_size", // Novita
                "/context_window/context_length", // Poe
                "/limits/max_input_tokens", // GitHub Models
                "/max_input_tokens",
                "/top_provider/context_length",
                "/providers/0/context_length"); // Hugging Face router
        return declared.isPresent() ? declared : LlamaArguments.contextTokens(entry);
    }

    private Optional<Boolean> supportsChat(String id) {
        Optional<Boolean> declared = flag("/capabilities/completion_chat"); // Mistral
        if (declared.isPresent()) {
            return declared;
        }
        if (listsOutputModalities()) {
            return Optional.of(texts("/architecture/output_modalities").contains("text"));
        }
        if (entry.at("/endpoints").isArray()) { // Cohere
            return Optional.of(texts("/endpoints").contains("chat"));
        }
        if (entry.at("/supports_embeddings").asBoolean()) { // the gateway of this product
            return Optional.of(false);
        }
        String type = text("/type").orElse(""); // Together, Venice, LM Studio
        if (!type.isEmpty() && !type.equals("model")) {
            return Optional.of(
                    List.of("text", "chat", "llm", "vlm", "language", "code").contains(type));
        }
        return NO_CHAT.matcher(id).find() ? Optional.of(false) : Optional.empty();
    }

    /**
     * Returns whether the entry reliably specifies output modalities, as in the OpenRouter model list. Entries from
     * llama.cpp are excluded because they specify text as the output modality even if the server was started with
     * {@code --embeddings}.
     */
    private boolean listsOutputModalities() {
        return entry.at("/architecture/output_modalities").isArray()
                && text("/owned_by").filter("llamacpp"::equals).isEmpty();
    }

    /**
     * Returns whether the model creates embeddings, or an empty result if the entry does not specify the kind of model.
     */
    private Optional<Boolean> supportsEmbeddings() {
        if (listsOutputModalities()) {
            return Optional.of(texts("/architecture/output_modalities").contains("embeddings"));
        }
        if (entry.at("/endpoints").isArray()) { // Cohere
            return Optional.of(texts("/endpoints").contains("embed"));
        }
        if (entry.at("/supports_embeddings").asBoolean()) {
            return Optional.of(true);
        }
        return text("/type") // Together, Venice, Vercel, LM Studio
                .filter(type -> !type.equals("model"))
                .map(type -> type.equals("embedding") || type.equals("embeddings"));
    }

    /**
     * Returns whether the entry lists a feature or sets a flag for it, or an empty result if the entry contains neither
     * a flag nor a list of features.
     */
    private Optional<Boolean> feature(String name, String... flags) {
        Optional<Boolean> declared = flag(flags);
        if (declared.isPresent()) {
            return declared;
        }
        List<String> listed = Stream.of(
                        "/supported_parameters", "/supported_features", "/features", "/tags", "/capabilities")
                .map(this::texts)
                .filter(texts -> !texts.isEmpty())
                .findFirst()
                .orElse(List.of());
        return listed.isEmpty()
                ? Optional.empty()
                : Optional.of(listed.stream().anyMatch(other -> isSameFeature(name, other)));
    }

    private static boolean isSameFeature(String name, String listed) {
        return switch (name) {
            case "tools" ->
                List.of("tools", "tool_use", "tool-use", "function_calling", "function-calling")
                        .contains(listed);
            case "reasoning" ->
                List.of("reasoning", "include_reasoning", "thinking").contains(listed);
            case "structured_outputs" ->
                List.of("structured_outputs", "json_schema", "structured-output")
                        .contains(listed);
            default -> name.equals(listed);
        };
    }

    private Optional<Boolean> acceptsInput(String modality, String tag, String... flags) {
        for (String pointer : List.of("/architecture/input_modalities", "/input_modalities", "/modalities/input")) {
            if (entry.at(pointer).isArray()) {
                return Optional.of(texts(pointer).contains(modality));
            }
        }
        if (modality.equals("image") && text("/type").orElse("").equals("vlm")) { // LM Studio
            return Optional.of(true);
        }
        Optional<Boolean> declared = flag(flags);
        return declared.isPresent() ? declared : feature(tag).filter(listed -> listed);
    }

    /**
     * Returns {@code true} if the entry's owner identifies a server that constrains the output with a grammar generated
     * from the schema; otherwise, an empty result.
     */
    private Optional<Boolean> enforcedByGrammar() {
        return text("/owned_by").filter(GRAMMAR_SERVERS::contains).map(owner -> true);
    }

    /**
     * Returns the quirk for cache breakpoints if the model is a Claude model and the entry has a price for cache
     * writes. Claude models are the only models for which caching must be requested, and the price indicates that the
     * provider supports such requests.
     */
    private Quirks quirks(String id) {
        boolean claude = id.startsWith("anthropic/")
                && !entry.at("/pricing/input_cache_write").isMissingNode();
        return claude ? Quirks.NONE.with("cache-breakpoints", "true") : Quirks.NONE;
    }

    private List<String> reasoningEfforts() {
        return Stream.of("/reasoning/supported_efforts", "/supported_reasoning_efforts", "/reasoning_efforts")
                .map(this::texts)
                .filter(texts -> !texts.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> texts(String pointer) {
        List<String> texts = new ArrayList<>();
        entry.at(pointer).forEach(element -> texts.add(element.asText()));
        return entry.at(pointer).isArray() ? texts : List.of();
    }

    private Optional<String> text(String pointer) {
        JsonNode value = entry.at(pointer);
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText()) : Optional.empty();
    }

    private Optional<Boolean> flag(String... pointers) {
        for (String pointer : pointers) {
            if (entry.at(pointer).isBoolean()) {
                return Optional.of(entry.at(pointer).asBoolean());
            }
        }
        return Optional.empty();
    }

    private OptionalInt number(String... pointers) {
        for (String pointer : pointers) {
            JsonNode value = entry.at(pointer);
            boolean isNumber = value.canConvertToInt() || value.asText().matches("\\d{1,9}");
            if (isNumber && value.asInt() > 0) {
                return OptionalInt.of(value.asInt());
            }
        }
        return OptionalInt.empty();
    }
}
