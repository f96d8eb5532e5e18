package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Determines the kind of a failure from the phrases and codes with which providers, model servers, and gateways report
 * failures. All dialects use the same rules because many servers support several dialects and gateways pass on messages
 * from other servers. The first matching rule determines the kind of error and thereby the fallbacks, retries, and
 * hint, so the order of the rules matters. The HTTP status is less reliable than phrases and codes: many servers use
 * 400 or 500 for every error.
 */
public final class FailureKinds {

    /** A pattern that matches nothing. */
    private static final String NEVER = "(?!)";

    /**
     * A rule that recognizes one kind of failure.
     *
     * @param kind the kind of error
     * @param codes the pattern to find in the error's lowercase types and codes
     * @param messages the pattern to find in the error message, ignoring case
     */
    private record Rule(ErrorKind kind, Pattern codes, Pattern messages) {

        static Rule of(ErrorKind kind, String codes, String... messages) {
            String any = messages.length == 0 ? NEVER : String.join("|", messages);
            return new Rule(kind, Pattern.compile(codes), Pattern.compile(any, Pattern.CASE_INSENSITIVE));
        }

        boolean matches(String errorCodes, String message) {
            return codes.matcher(errorCodes).find() || messages.matcher(message).find();
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    ErrorKind.CONTENT_FILTERED,
                    "content_?filter|content_policy|responsibleaipolicyviolation|moderation_blocked|cyber_policy"
                            + "|data_?inspection_?failed|\\b1301\\b", // Qwen, Zhipu
                    "content management policy",
                    "flagged by (?:the )?moderation",
                    "requires moderation"),
            // An output limit that is too high does not indicate that the prompt is too long: the request succeeds with
            // a lower output limit.
            Rule.of(
                    ErrorKind.INVALID_REQUEST,
                    NEVER,
                    "max_(?:completion_|output_)?tokens['\"`]?(?: or ['\"`]?max_completion_tokens['\"`]?)? is too"
                            + " large",
                    "max_tokens: \\d+ > \\d+", // Anthropic
                    "range of [`'\"]?max_(?:completion_|output_)?tokens", // Qwen, DeepSeek
                    "max_?output_?tokens value of \\d+ but the supported range", // Vertex AI
                    "max tokens must be less than", // Cohere
                    "failed to parse tool call arguments as json"), // llama.cpp, with status 500
            Rule.of(
                    ErrorKind.CONTEXT_TOO_LONG,
                    "context_length_exceeded|exceed_context_size|context_?window|model_max_prompt_tokens"
                        + "|tokens_limit_reached|request_too_large|string_above_max_length|max_tokens_per_request|\\b1261\\b", // Zhipu
                    "maximum context length",
                    "context ?(?:window|size|length).{0,60} ?exceed", // OpenAI, LiteLLM: ContextWindowExceededError
                    "exceed(?:s|ed|ing)? .{0,60}context", // llama.cpp, Ollama, Anthropic
                    "longer than the model's context length", // vLLM, SGLang
                    "tokens when (?:the )?context", // LM Studio: "Trying to keep the first N tokens when context …"
                    "greater than the context length", // LM Studio
                    "(?:prompt|input) is too long",
                    "maximum prompt length", // xAI
                    "prompt length \\d+ is greater than", // TabbyAPI
                    "inputs`? tokens \\+ `?max_new_tokens`? must be", // Text Generation Inference
                    "must have less than \\d+ tokens", // Text Generation Inference
                    "exceeded model token limit", // Kimi
                    "range of input length should be", // Qwen
                    "too many tokens:", // Cohere
                    "exceeds? the maximum number of (?:input )?tokens", // Gemini
                    "token count of \\d+ exceeds the limit", // GitHub Copilot
                    "exceeds? max (?:message|model|input) (?:tokens|len)", // Volcengine
                    "prompt exceeds max length", // Zhipu
                    "(?:please )?reduce the length of the (?:messages|prompt|input)", // Groq, OpenAI
                    "current length is \\d+ while limit", // Cerebras
                    "too large for model",
                    "request body too large for .{1,80} model", // GitHub Models
                    "input (?:\\(\\d+ tokens\\) )?is too large to process", // llama.cpp, embeddings
                    "does not fit into the model's context", // Voyage
                    "batch size \\d+ > maximum allowed", // Text Embeddings Inference
                    "batch size is invalid, it should not be larger than", // Qwen
                    "too many (?:tokens in batch|inputs in request)", // Mistral
                    "maximum request size is \\d+ tokens"), // OpenAI, embeddings
            Rule.of(
                    ErrorKind.QUOTA,
                    "insufficient_quota|billing|insufficient_balance|insufficient_credits|quota_exceeded|credit"
                            + "|budget_?exceeded|arrearage|exceeded_current_quota|\\b1113\\b", // LiteLLM, Qwen
                    // Kimi, Zhipu
                    "insufficient (?:balance|credits?|quota|funds)",
                    "credit balance",
                    "exceeded your current quota",
                    "run out of credits",
                    "more credits",
                    "(?:doesn't|does not) have any credits", // xAI
                    "used all available credits",
                    "usage limit for this billing cycle", // Kimi
                    "reached your specified (?:api|workspace api)? ?usage limits?", // Anthropic
                    "exceededbudget|budget has been exceeded|over budget", // LiteLLM
                    "account is in (?:good standing|arrears)|overdue.?payment", // Qwen
                    "payment required"),
            Rule.of(
                    ErrorKind.AUTH,
                    "invalid_api_?key|authentication|unauthorized|invalid_token|unauthenticated",
                    "(?:incorrect|invalid|missing|no|wrong) api[ _-]?key",
                    "api key (?:not valid|is invalid|not found)",
                    "no auth credentials",
                    "invalid subscription key"),
            Rule.of(
                    ErrorKind.MODEL_NOT_FOUND,
                    "model_?not_?found|invalid_model|deploymentnotfound|model_not_available|unknown_model"
                            + "|model_not_supported|\\b1211\\b", // Zhipu
                    "model.{0,120}(?:does not exist|not found|not available)",
                    "not a valid model",
                    "invalid model",
                    "unknown model",
                    "unsupported model", // GoModel
                    "no healthy deployments for this model", // LiteLLM
                    "no such model",
                    "model not exist",
                    "no endpoints found"),
            Rule.of(
                    ErrorKind.RATE_LIMITED,
                    "rate_?limit|too_?many_?requests|tokens_usage|throttl|\\b130[23]\\b", // AWS, Zhipu
                    "no deployments available for selected model"), // LiteLLM: all deployments are cooling down
            Rule.of(
                    ErrorKind.OVERLOADED,
                    "overloaded|unavailable|capacity|engine_overloaded|modelnotready|\\b1305\\b", // AWS, Zhipu
                    "currently overloaded",
                    "\\bloading model\\b",
                    "model .{0,120}(?:is |still |currently |being )load(?:ing|ed)"),
            Rule.of(ErrorKind.PERMISSION, "permission|forbidden|access_?denied"));

    /**
     * The pattern for the messages of llama.cpp ("Loading model") and Hugging Face ("Model x is currently loading").
     */
    private static final Pattern LOADING = Pattern.compile(
            "\\bloading model\\b|model\\b.{0,120}\\b(?:is|still|currently|being) load(?:ing|ed)",
            Pattern.CASE_INSENSITIVE);

    private FailureKinds() {}

    /**
     * Returns the kind of a failure, or an empty result if neither the codes nor the message is recognized. If the
     * result is empty, the HTTP status determines the kind.
     *
     * @param codes the error's types and codes, separated by spaces
     * @param message the error message
     */
    public static Optional<ErrorKind> of(String codes, String message) {
        String lowerCaseCodes = codes.toLowerCase(Locale.ROOT);
        return RULES.stream()
                .filter(rule -> rule.matches(lowerCaseCodes, message))
                .map(Rule::kind)
                .findFirst();
    }

    /** Returns whether the server is running but still loading the model. */
    public static boolean isLoading(ErrorInfo failure) {
        return failure.kind() == ErrorKind.OVERLOADED
                && LOADING.matcher(failure.message()).find();
    }
}
