package dev.openllm.server.chat.learning;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Derives a quirk from the error message of a refusal. The quirk is an output limit that the message states, a quirk
 * that the dialect recognizes, or the omission of provider state or of one of the caller's options. Because providers
 * change these messages without notice, an option is omitted only if the message contains both a phrase that indicates
 * a refusal and the name of an option that was sent. Tools, the tool choice, and the response format are never omitted,
 * because the response would then not be what the caller requested.
 */
public final class RefusalMatcher {

    private static final Pattern REFUSAL = Pattern.compile("(?i)unsupported|not (?:be"
        + " )?(?:support|permit|allow|accept|available|enabled|compatible)|unknown|unrecogni[sz]ed|unexpected|only the"
        + " default|may only be|cannot both|can't both|deprecated|cannot find field|extra (?:inputs|fields)|is invalid"
        + " for|no longer");

    /**
     * Matches the OpenAI error for a request that contains both tools and a reasoning effort. Source:
     * openai-openapi#541 and public discussions of gpt-5.4 and later models in Chat Completions.
     */
    private static final Pattern NO_TOOLS_WITH_REASONING =
            Pattern.compile("tools with reasoning_effort are not supported");

    /**
     * Matches refusals of provider state: "Invalid signature in thinking block" from Anthropic, "encrypted content
     * could not be verified" and "item of type reasoning without its required following item" from OpenAI, and "thought
     * signature is not valid" from Gemini.
     */
    private static final Pattern STATE = Pattern.compile(
            "(?i)signature|encrypted.content|thinking.{0,30}blocks?|redacted_thinking|(?:type|item).{0,10}reasoning|'rs_");

    private static final Pattern STATE_REFUSAL = Pattern.compile("(?i)invalid|not valid|verif|decrypt|corrupt|expired|"
            + "cannot be modified|not found|without its required");

    private record Parameter(String name, String option, Pattern mention) {
        static Parameter of(String name, String option, String names) {
            return new Parameter(name, option, Pattern.compile("(?<![A-Za-z0-9_])(?:" + names + ")(?![A-Za-z0-9_])"));
        }
    }

    /**
     * The options that can be omitted. If a message names several of these options, they are omitted one at a time, in
     * this order.
     */
    private static final List<Parameter> OPTIONS = List.of(
            Parameter.of("top_p", "topP", "top_p|topP"),
            Parameter.of("temperature", "temperature", "temperature"),
            Parameter.of("seed", "seed", "seed"),
            Parameter.of(
                    "stop",
                    "stop",
                    "stop_sequences|stopSequences|['\"`]stop['\"`]|(?:parameter|argument|field):? stop"),
            Parameter.of("parallel_tool_calls", "parallelToolCalls", "parallel_tool_calls|disable_parallel_tool_use"),
            Parameter.of(
                    "reasoning_effort",
                    "reasoningEffort",
                    "(?i:reasoning[._ ]?effort|thinking|thinking[._ ]?(?:config|level|budget)|effort|enable_thinking"
                            + "|output_config|reasoning)"),
            Parameter.of("max_output_tokens", "maxOutputTokens", "max_(?:output_|completion_)?tokens|num_predict"));

    private RefusalMatcher() {}

    /**
     * Returns the quirk that a refusal indicates, or an empty result if the message does not refer to anything that can
     * be changed.
     */
    public static Optional<LearnedQuirk> findQuirk(ErrorInfo failure, ChatCall call, Dialect dialect) {
        Stream<LearnedQuirk> limit = TokenLimits.output(failure, call.options().maxOutputTokens()).stream()
                .map(output -> new LearnedQuirk.WithOutputLimit(output.tokens(), output.lasting()));
        Stream<LearnedQuirk> ofDialect = dialect.learn(failure).stream().map(LearnedQuirk.WithQuirks::new);
        Stream<LearnedQuirk> ofCall =
                failure.kind() == ErrorKind.INVALID_REQUEST ? neutralQuirks(failure.message(), call) : Stream.empty();
        return Stream.of(limit, ofDialect, ofCall)
                .flatMap(quirks -> quirks)
                .filter(learnedQuirk -> !learnedQuirk.apply(call).equals(call))
                .findFirst();
    }

    private static Stream<LearnedQuirk> neutralQuirks(String message, ChatCall call) {
        Stream<LearnedQuirk> state =
                STATE.matcher(message).find() && STATE_REFUSAL.matcher(message).find()
                        ? Stream.of(new LearnedQuirk.WithoutProviderState())
                        : Stream.empty();
        Stream<LearnedQuirk> parameters = REFUSAL.matcher(message).find()
                ? Stream.of(effortQuirk(message), optionQuirks(message), extraQuirks(message, call))
                        .flatMap(quirks -> quirks)
                : Stream.empty();
        return Stream.concat(state, parameters);
    }

    private static Stream<LearnedQuirk> effortQuirk(String message) {
        return NO_TOOLS_WITH_REASONING.matcher(message).find()
                ? Stream.of(new LearnedQuirk.WithEffort("none"))
                : Stream.empty();
    }

    private static Stream<LearnedQuirk> optionQuirks(String message) {
        return OPTIONS.stream()
                .filter(parameter -> parameter.mention().matcher(message).find())
                .map(parameter -> new LearnedQuirk.WithoutOption(
                        parameter.option(), UserText.of("without {0}", parameter.name())));
    }

    private static Stream<LearnedQuirk> extraQuirks(String message, ChatCall call) {
        return call.options().extra().keySet().stream()
                .filter(name -> Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
                        .matcher(message)
                        .find())
                .map(name -> new LearnedQuirk.WithoutOption("extra." + name, UserText.of("without {0}", name)));
    }
}
