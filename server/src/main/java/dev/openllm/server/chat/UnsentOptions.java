package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.text.UserText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The options that a dialect's API does not support and whose omission changes the response. The caller receives a
 * notice about each omitted option. Hints that do not change the response, such as cache keys and the end user's name,
 * are not included.
 */
final class UnsentOptions {

    /** The service tiers that correspond to the provider's default behavior. */
    private static final Set<String> DEFAULT_TIERS = Set.of("auto", "default", "standard");

    /**
     * An option that some dialects do not support.
     *
     * @param name the option's name in the notice
     * @param dialects the dialects that do not support the option
     * @param isSet the condition under which a request uses the option
     */
    private record Option(String name, Set<String> dialects, Predicate<ChatOptions> isSet) {}

    private static final List<Option> OPTIONS = List.of(
            new Option(
                    "stop",
                    Set.of("openai-responses"),
                    options -> !options.stop().isEmpty()),
            new Option(
                    "seed",
                    Set.of("openai-responses", "anthropic-messages"),
                    options -> options.seed().isPresent()),
            new Option(
                    "top_k",
                    Set.of("openai-responses"),
                    options -> options.topK().isPresent()),
            new Option(
                    "presence_penalty",
                    Set.of("anthropic-messages"),
                    options -> options.presencePenalty().orElse(0) != 0),
            new Option(
                    "frequency_penalty",
                    Set.of("anthropic-messages"),
                    options -> options.frequencyPenalty().orElse(0) != 0),
            new Option(
                    "verbosity",
                    Set.of("anthropic-messages", "gemini", "ollama-chat"),
                    options -> options.verbosity().isPresent()),
            new Option(
                    "service_tier",
                    Set.of("gemini", "ollama-chat"),
                    options -> options.serviceTier()
                            .filter(tier -> !DEFAULT_TIERS.contains(tier))
                            .isPresent()),
            new Option(
                    "reasoning_summary",
                    Set.of("openai-chat", "anthropic-messages", "gemini", "ollama-chat"),
                    options -> options.reasoningSummary()
                            .filter(kind -> !kind.equals("auto"))
                            .isPresent()),
            // Anthropic uses different names for its service tiers: https://docs.anthropic.com/en/api/service-tiers
            new Option(
                    "service_tier",
                    Set.of("anthropic-messages"),
                    options -> options.serviceTier()
                            .filter(tier -> !DEFAULT_TIERS.contains(tier) && !tier.equals("standard_only"))
                            .isPresent()),
            new Option(
                    "parallel_tool_calls",
                    Set.of("gemini", "ollama-chat"),
                    options -> options.parallelToolCalls().equals(Optional.of(false))));

    private UnsentOptions() {}

    /**
     * Returns the notice about the options that the dialect does not support, or an empty result if the request uses no
     * such option.
     *
     * @param provider the display name of the provider
     */
    static Optional<UserText> notice(String dialect, String provider, ChatOptions options) {
        List<String> unsent = new ArrayList<>();
        for (Option option : OPTIONS) {
            if (option.dialects().contains(dialect) && option.isSet().test(options)) {
                unsent.add(option.name());
            }
        }
        return unsent.isEmpty()
                ? Optional.empty()
                : Optional.of(UserText.of(
                        "The API of {0} does not support {1}. Unsupported options were omitted from the request.",
                        provider, String.join(", ", unsent)));
    }
}
