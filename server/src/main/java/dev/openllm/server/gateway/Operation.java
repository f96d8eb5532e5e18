package dev.openllm.server.gateway;

import java.util.List;

/**
 * All operations of the gateway. The constants are used to route requests and to generate the OpenAPI description. The
 * fields of requests and responses are written in the form {@code name:type}, followed by {@code !} if a field is
 * required.
 */
enum Operation {
    HEALTH(
            "GET",
            "/healthz",
            Surface.GATEWAY,
            "Whether the gateway is running; requires no token",
            "",
            "status:string!"),
    DESCRIPTION("GET", "/openapi.json", Surface.GATEWAY, "This description", "", "openapi:string! paths:object!"),
    MODELS(
            "GET",
            "/v1/models",
            Surface.OPENAI,
            "All models, in the form of both APIs, or in the Google form for clients that send " + "x-goog-api-key",
            "",
            "data:object[] models:object[]"),
    MODEL(
            "GET",
            "/v1/models/{model}",
            Surface.OPENAI,
            "One model, in the Google form for clients that send x-goog-api-key",
            "",
            "id:string object:string name:string"),
    CHAT_COMPLETIONS(
            "POST",
            "/v1/chat/completions",
            Surface.OPENAI,
            "OpenAI Chat Completions",
            "model:string! messages:ChatMessage[]! tools:object[] tool_choice:any max_completion_tokens:integer"
                    + " max_tokens:integer temperature:number top_p:number stop:any seed:integer"
                    + " reasoning_effort:string response_format:object parallel_tool_calls:boolean stream:boolean"
                    + " stream_options:object",
            "id:string! object:string! created:integer! model:string! choices:object[]! usage:object"),
    COMPLETIONS(
            "POST",
            "/v1/completions",
            Surface.OPENAI,
            "OpenAI Completions of a prompt, with or without a suffix",
            "model:string! prompt:any! suffix:string max_tokens:integer temperature:number top_p:number stop:any"
                    + " seed:integer presence_penalty:number frequency_penalty:number stream:boolean"
                    + " stream_options:object user:string",
            "id:string! object:string! created:integer! model:string! choices:object[]! usage:object"),
    FIM_COMPLETIONS(
            "POST",
            "/v1/fim/completions",
            Surface.OPENAI,
            "Mistral completions between a prompt and a suffix",
            "model:string! prompt:string! suffix:string max_tokens:integer temperature:number top_p:number stop:any"
                    + " random_seed:integer stream:boolean",
            "id:string! object:string! created:integer! model:string! choices:object[]! usage:object"),
    EMBEDDINGS(
            "POST",
            "/v1/embeddings",
            Surface.OPENAI,
            "OpenAI Embeddings, as numbers or base64",
            "model:string! input:any! dimensions:integer encoding_format:string input_type:string user:string",
            "object:string! data:object[]! model:string! usage:object!"),
    RESPONSES(
            "POST",
            "/v1/responses",
            Surface.OPENAI,
            "OpenAI Responses; recent responses are stored in memory",
            "model:string! input:any! instructions:string tools:object[] tool_choice:any max_output_tokens:integer"
                    + " temperature:number top_p:number reasoning:object text:object parallel_tool_calls:boolean"
                    + " previous_response_id:string store:boolean include:string[] stream:boolean",
            "id:string! object:string! status:string! output:object[]!"),
    RESPONSE("GET", "/v1/responses/{id}", Surface.OPENAI, "A recent response", "", "id:string! object:string!"),
    DELETE_RESPONSE(
            "DELETE",
            "/v1/responses/{id}",
            Surface.OPENAI,
            "Deletes a recent response",
            "",
            "id:string! deleted:boolean!"),
    RESPONSE_INPUT(
            "GET",
            "/v1/responses/{id}/input_items",
            Surface.OPENAI,
            "The conversation that preceded a recent response",
            "",
            "data:object[]!"),
    MESSAGES(
            "POST",
            "/v1/messages",
            Surface.ANTHROPIC,
            "Anthropic Messages",
            "model:string! messages:AnthropicMessage[]! system:any tools:object[] tool_choice:object"
                    + " max_tokens:integer temperature:number top_p:number stop_sequences:string[] thinking:object"
                    + " output_config:object stream:boolean",
            "id:string! type:string! role:string! content:object[]! stop_reason:any usage:object!"),
    COUNT_MESSAGES(
            "POST",
            "/v1/messages/count_tokens",
            Surface.ANTHROPIC,
            "Token counts of the Anthropic API",
            "model:string! messages:AnthropicMessage[]! system:any tools:object[]",
            "input_tokens:integer!"),
    OLLAMA_ROOT("GET", "/", Surface.OLLAMA, "The first request of Ollama clients, as plain text", "", ""),
    OLLAMA_VERSION("GET", "/api/version", Surface.OLLAMA, "The version of the Ollama API", "", "version:string!"),
    OLLAMA_TAGS("GET", "/api/tags", Surface.OLLAMA, "All models", "", "models:object[]!"),
    OLLAMA_PS(
            "GET",
            "/api/ps",
            Surface.OLLAMA,
            "Loaded models; always empty, because providers load the models",
            "",
            "models:object[]!"),
    OLLAMA_SHOW(
            "POST",
            "/api/show",
            Surface.OLLAMA,
            "One model",
            "model:string name:string verbose:boolean",
            "details:object! model_info:object! capabilities:string[]!"),
    OLLAMA_CHAT(
            "POST",
            "/api/chat",
            Surface.OLLAMA,
            "Ollama chat, streamed unless stream is false",
            "model:string! messages:OllamaMessage[] tools:object[] format:any options:object think:any"
                    + " keep_alive:any stream:boolean",
            "model:string! created_at:string! message:object! done:boolean! done_reason:string"),
    OLLAMA_GENERATE(
            "POST",
            "/api/generate",
            Surface.OLLAMA,
            "Ollama completion of a prompt, streamed unless stream is false",
            "model:string! prompt:string system:string images:string[] format:any options:object think:any"
                    + " keep_alive:any stream:boolean",
            "model:string! created_at:string! response:string! done:boolean! done_reason:string"),
    OLLAMA_EMBED(
            "POST",
            "/api/embed",
            Surface.OLLAMA,
            "Ollama embeddings",
            "model:string! input:any truncate:boolean dimensions:integer options:object keep_alive:any",
            "model:string! embeddings:array[]! prompt_eval_count:integer"),
    OLLAMA_EMBEDDINGS(
            "POST",
            "/api/embeddings",
            Surface.OLLAMA,
            "The older form of the Ollama embedding of one string",
            "model:string! prompt:string options:object keep_alive:any",
            "embedding:number[]!"),
    OLLAMA_PULL("POST", "/api/pull", Surface.OLLAMA, "Not available"),
    OLLAMA_PUSH("POST", "/api/push", Surface.OLLAMA, "Not available"),
    OLLAMA_CREATE("POST", "/api/create", Surface.OLLAMA, "Not available"),
    OLLAMA_COPY("POST", "/api/copy", Surface.OLLAMA, "Not available"),
    OLLAMA_DELETE("DELETE", "/api/delete", Surface.OLLAMA, "Not available"),
    GEMINI_MODELS("GET", "/v1beta/models", Surface.GEMINI, "All models", "", "models:object[]!"),
    GEMINI_MODEL("GET", "/v1beta/models/{model}", Surface.GEMINI, "One model", "", "name:string!"),
    GEMINI_GENERATE(
            "POST",
            "/v1beta/models/{model}:generateContent",
            Surface.GEMINI,
            "Gemini response to a conversation",
            Operation.GEMINI_FIELDS,
            "candidates:object[]! usageMetadata:object! modelVersion:string!"),
    GEMINI_STREAM(
            "POST",
            "/v1beta/models/{model}:streamGenerateContent",
            Surface.GEMINI,
            "Streamed Gemini response to a conversation: server-sent events with alt=sse; "
                    + "otherwise, one JSON array",
            Operation.GEMINI_FIELDS,
            ""),
    GEMINI_COUNT(
            "POST",
            "/v1beta/models/{model}:countTokens",
            Surface.GEMINI,
            "Gemini token counts",
            "contents:GeminiContent[] generateContentRequest:object",
            "totalTokens:integer!"),
    GEMINI_EMBED(
            "POST",
            "/v1beta/models/{model}:embedContent",
            Surface.GEMINI,
            "Gemini embedding of one string",
            "content:GeminiContent! taskType:string outputDimensionality:integer",
            "embedding:object!"),
    GEMINI_EMBED_BATCH(
            "POST",
            "/v1beta/models/{model}:batchEmbedContents",
            Surface.GEMINI,
            "Gemini embeddings of several strings",
            "requests:object[]!",
            "embeddings:object[]!");

    private static final String GEMINI_FIELDS =
            "contents:GeminiContent[]! systemInstruction:GeminiContent tools:object[] toolConfig:object"
                    + " generationConfig:object safetySettings:object[]";

    private final String method;
    private final String path;
    private final Surface surface;
    private final String summary;
    private final boolean isSupported;
    private final String request;
    private final String response;

    Operation(String method, String path, Surface surface, String summary, String request, String response) {
        this(method, path, surface, summary, true, request, response);
    }

    /** Creates an operation that the API defines but the gateway does not support. */
    Operation(String method, String path, Surface surface, String summary) {
        this(method, path, surface, summary, false, "", "");
    }

    Operation(
            String method,
            String path,
            Surface surface,
            String summary,
            boolean isSupported,
            String request,
            String response) {
        this.method = method;
        this.path = path;
        this.surface = surface;
        this.summary = summary;
        this.isSupported = isSupported;
        this.request = request;
        this.response = response;
    }

    String method() {
        return method;
    }

    /**
     * Returns the path of the operation. If the path contains a parameter, the parameter name is enclosed in braces.
     */
    String path() {
        return path;
    }

    Surface surface() {
        return surface;
    }

    String summary() {
        return summary;
    }

    boolean isSupported() {
        return isSupported;
    }

    List<String> request() {
        return splitFields(request);
    }

    List<String> response() {
        return splitFields(response);
    }

    /** Returns whether the operation generates text, as a chat response or as the completion of a prompt. */
    boolean isChat() {
        return switch (this) {
            case CHAT_COMPLETIONS,
                    COMPLETIONS,
                    FIM_COMPLETIONS,
                    RESPONSES,
                    MESSAGES,
                    OLLAMA_CHAT,
                    OLLAMA_GENERATE,
                    GEMINI_GENERATE,
                    GEMINI_STREAM -> true;
            default -> false;
        };
    }

    /** Returns whether the operation requests embeddings from a model. */
    boolean isEmbedding() {
        return switch (this) {
            case EMBEDDINGS, OLLAMA_EMBED, OLLAMA_EMBEDDINGS, GEMINI_EMBED, GEMINI_EMBED_BATCH -> true;
            default -> false;
        };
    }

    /**
     * Returns whether the operation is available on the port for Ollama clients. This port supports the operations that
     * Ollama itself supports, but provides no access to stored client data, because clients cannot be distinguished on
     * this port.
     */
    boolean isOnOllamaPort() {
        return switch (this) {
            case HEALTH, MODELS, MODEL, CHAT_COMPLETIONS, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES -> true;
            default -> surface == Surface.OLLAMA;
        };
    }

    private static List<String> splitFields(String fields) {
        return fields.isEmpty() ? List.of() : List.of(fields.split(" "));
    }
}
