package dev.openllm.server.chat.learning;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Extracts token limits from refusals, which often state the accepted number of tokens. */
public final class TokenLimits {

    /**
     * The minimum number of tokens that must remain for a response. With fewer tokens, the prompt is considered too
     * long, and another model is the better choice.
     */
    private static final int MIN_OUTPUT_TOKENS = 1_000;

    /**
     * The maximum output that the provider accepts.
     *
     * @param tokens the maximum number of output tokens
     * @param lasting whether the number is the model's limit rather than the part of the context that remains after
     *     this prompt
     */
    public record Output(int tokens, boolean lasting) {}

    private static final String COUNT = "['\"`]?(\\d{1,9})";

    private static final Pattern OUTPUT_LIMIT_MENTION =
            pattern("max[_ ]?(?:completion_|output_|new_)?tokens|maximum tokens|max_?output_?tokens|num_predict");

    private static final Pattern EXCLUSIVE_LIMIT = pattern(" to " + COUNT + " \\(exclusive\\)"); // Vertex AI

    /** The patterns for the model's output limit, in the order in which they are tried. */
    private static final List<Pattern> OUTPUT = List.of(
            pattern("supports at most " + COUNT), // OpenAI
            pattern("\\d > " + COUNT + ", which is the maximum"), // Anthropic
            pattern("\\[\\s*\\d+\\s*,\\s*" + COUNT + "\\s*]"), // Qwen, DeepSeek
            pattern("model limit of " + COUNT), // Amazon
            pattern("(?:less than or equal to|<=|at most|up to|(?:can|must)?not exceed) " + COUNT)); // Groq, Cohere

    /**
     * The patterns for refusals that state both the context size and the prompt size. The first group captures the
     * context size, and the second group captures the prompt size.
     */
    private static final List<Pattern> CONTEXT_AND_PROMPT = List.of(
            pattern("\\(\\d+ > (\\d{1,9}) - (\\d{1,9})\\)"), // vLLM
            pattern("maximum context length is (\\d{1,9}) tokens.{0,80}\\((\\d{1,9}) in the messages"), // OpenAI
            pattern("max_new_tokens`? must be <= (\\d{1,9})\\. given: (\\d{1,9}) `?inputs")); // TGI

    /**
     * The pattern for the Anthropic error that states the prompt size, the requested output, and the context size, such
     * as {@code 190000 + 32000 > 200000}.
     */
    private static final Pattern SUM = pattern("(\\d{1,9}) \\+ \\d+ > (\\d{1,9})");

    /** The patterns for the context size in a context overflow error. */
    private static final List<Pattern> CONTEXT = List.of(
            pattern("\\+ \\d+ > (\\d{2,9})"), // Anthropic
            pattern("tokens > (\\d{2,9}) maximum"), // Anthropic
            pattern("context (?:size|length|window) (?:is |of |of only )?\\(?(\\d{2,9})"), // llama.cpp, vLLM, LM Studio
            pattern("with (\\d{2,9}) maximum context length"), // Mistral
            pattern("(?:context|prompt) length (?:of|is)(?: only)? (\\d{2,9})"), // OpenAI, xAI
            pattern("max_seq_len (\\d{2,9})"), // TabbyAPI
            pattern("token limit: (\\d{2,9})"), // Kimi
            pattern("input length should be \\[\\d+, (\\d{2,9})]"), // Qwen
            pattern("cannot exceed (\\d{2,9})"), // Cohere
            pattern("max_new_tokens`? must be <= (\\d{2,9})"), // TGI
            pattern("must have less than (\\d{2,9}) tokens"), // TGI
            pattern("number of (?:input )?tokens allowed \\(?(\\d{2,9})"), // Gemini
            pattern("max size: (\\d{2,9}) tokens"), // GitHub Models
            pattern("while limit is (\\d{2,9})")); // Cerebras

    private TokenLimits() {}

    /**
     * Returns the output limit with which the provider would have accepted the request, or an empty result if the
     * refusal does not state a number or if too few tokens remain for a response.
     *
     * @param requested the requested number of output tokens, if specified
     */
    public static Optional<Output> output(ErrorInfo refusal, OptionalInt requested) {
        String message = refusal.message();
        Optional<Output> remaining = remainingOutput(message)
                .filter(left -> left.tokens() >= Math.min(MIN_OUTPUT_TOKENS, requested.orElse(MIN_OUTPUT_TOKENS)));
        if (remaining.isPresent()
                || refusal.kind() != ErrorKind.INVALID_REQUEST
                || !OUTPUT_LIMIT_MENTION.matcher(message).find()) {
            return remaining;
        }
        OptionalInt exclusiveLimit = first(List.of(EXCLUSIVE_LIMIT), message);
        OptionalInt limit =
                exclusiveLimit.isPresent() ? OptionalInt.of(exclusiveLimit.getAsInt() - 1) : first(OUTPUT, message);
        return limit.isPresent() && limit.getAsInt() > 0
                ? Optional.of(new Output(limit.getAsInt(), true))
                : Optional.empty();
    }

    /**
     * Returns the context size stated in the error for a request that exceeds the context, or an empty result if the
     * error does not state a size.
     */
    public static OptionalInt context(ErrorInfo overflow) {
        return overflow.kind() == ErrorKind.CONTEXT_TOO_LONG ? first(CONTEXT, overflow.message()) : OptionalInt.empty();
    }

    private static Optional<Output> remainingOutput(String message) {
        Stream<int[]> numbers = CONTEXT_AND_PROMPT.stream()
                .map(pattern -> pattern.matcher(message))
                .filter(Matcher::find)
                .map(match -> new int[] {number(match, 1), number(match, 2)});
        Matcher sum = SUM.matcher(message);
        Stream<int[]> summed = sum.find() ? Stream.of(new int[] {number(sum, 2), number(sum, 1)}) : Stream.empty();
        return Stream.concat(numbers, summed)
                .map(pair -> new Output(pair[0] - pair[1], false))
                .filter(output -> output.tokens() > 0)
                .findFirst();
    }

    private static OptionalInt first(List<Pattern> patterns, String message) {
        return patterns.stream()
                .map(pattern -> pattern.matcher(message))
                .filter(Matcher::find)
                .mapToInt(match -> number(match, 1))
                .findFirst();
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
