package dev.openllm.server.dialect;

import java.util.List;

/** Error messages of servers and gateways for requests that cannot be processed, in their original wording. */
public final class FailurePhrases {

    private static final String LLAMA_SERVER =
            "{\"error\":{\"code\":400,\"message\":\"request (3520 tokens) exceeds the available context size (1024"
                    + " tokens), try increasing"
                    + " it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":3520,\"n_ctx\":1024}}";

    private FailurePhrases() {}

    /**
     * An error response.
     *
     * @param server the server or gateway that returns this response
     * @param contextTokens the context size that the message contains, or 0 if it contains none
     */
    public record Failure(String server, int status, String body, int contextTokens) {
        @Override
        public String toString() {
            return server;
        }
    }

    /** Returns the errors for a prompt that exceeds the context size. */
    public static List<Failure> overflows() {
        return List.of(
                new Failure("llama-server", 400, LLAMA_SERVER, 1024),
                new Failure("Ollama that quotes its runner", 400, errorBody("error", LLAMA_SERVER), 1024),
                new Failure(
                        "gateway that introduces what it quotes",
                        500,
                        errorBody("error", "the runner failed: " + LLAMA_SERVER),
                        1024),
                new Failure(
                        "error in an event stream",
                        500,
                        "event: error\ndata: " + LLAMA_SERVER + "\n\ndata: [DONE]\n\n",
                        1024),
                new Failure(
                        "older llama-server",
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size. try"
                                + " increasing the context size or enable context"
                                + " shift\",\"type\":\"invalid_request_error\",\"n_ctx\":2048}}",
                        2048),
                new Failure(
                        "Messages of llama-server",
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"exceed_context_size_error\",\"message\":\"request"
                            + " (3520 tokens) exceeds the available context size (1024 tokens), try increasing it\"}}",
                        1024),
                new Failure(
                        "LiteLLM",
                        400,
                        openAiErrorBody("litellm.ContextWindowExceededError: litellm.BadRequestError:"
                                + " ContextWindowExceededError: OpenAIException - too long\\n"
                                + "model=small"),
                        0),
                new Failure(
                        "LM Studio",
                        400,
                        errorBody(
                                "error",
                                "Trying to keep the first 5000 tokens when context the overflows. However, the model"
                                        + " is loaded with context length of only 4096 tokens, which is not enough."),
                        4096),
                new Failure(
                        "LM Studio's runtime",
                        400,
                        errorBody(
                                "error",
                                "The number of tokens to keep from the initial prompt is greater than the context"
                                        + " length."),
                        0),
                new Failure(
                        "vLLM and SGLang",
                        400,
                        openAiErrorBody(
                                "The input (5000 tokens) is longer than the model's context length (4096 tokens)."),
                        4096),
                new Failure(
                        "older vLLM",
                        400,
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens."
                                + " However, you requested 5000 tokens in the messages. Please reduce the length of the"
                                + " messages.\",\"type\":\"BadRequestError\",\"code\":400}",
                        4096),
                new Failure(
                        "Text Generation Inference",
                        422,
                        errorBody(
                                "error",
                                "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given:"
                                        + " 5000 `inputs` tokens and 100 `max_new_tokens`"),
                        4096),
                new Failure(
                        "TabbyAPI",
                        400,
                        errorBody("detail", "Prompt length 5000 is greater than max_seq_len 4096"),
                        4096),
                new Failure(
                        "Kimi",
                        400,
                        openAiErrorBody("Invalid request: Your request exceeded model token limit: 262144"),
                        262144),
                new Failure(
                        "Qwen",
                        400,
                        openAiErrorBody("<400> InternalError.Algo.InvalidParameter: Range of input length should be [1,"
                                + " 98304]"),
                        98304),
                new Failure(
                        "Cohere",
                        400,
                        errorBody(
                                "message",
                                "too many tokens: total number of tokens in the prompt cannot exceed 128000 - received"
                                        + " 140000."),
                        128000),
                new Failure("Zhipu", 400, "{\"error\":{\"code\":\"1261\",\"message\":\"Prompt 超长\"}}", 0),
                new Failure(
                        "Anthropic",
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too"
                                + " long: 210000 tokens > 200000 maximum\"}}",
                        200000),
                new Failure(
                        "Gemini",
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"The input token count (1100000) exceeds the maximum"
                                + " number of tokens allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}",
                        1048576),
                new Failure(
                        "xAI",
                        400,
                        errorBody(
                                "error",
                                "This model's maximum prompt length is 131072 but the request contains 140000 tokens."),
                        131072),
                new Failure(
                        "GitHub Models",
                        413,
                        "{\"error\":{\"code\":\"tokens_limit_reached\",\"message\":\"Request body too large for gpt-4o"
                                + " model. Max size: 8000 tokens.\"}}",
                        8000));
    }

    /** Returns a JSON body that contains one string field. */
    public static String errorBody(String field, String message) {
        return "{\"" + field + "\":\"" + message.replace("\"", "\\\"") + "\"}";
    }

    /** Returns an error body in OpenAI format. */
    public static String openAiErrorBody(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    }
}
