package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/**
 * The options for the model's response. Options that are not specified are not sent, so the defaults of the provider
 * apply.
 */
final class ChatSettings {

    private static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    @Option(names = "--max-tokens", paramLabel = "N", description = "The maximum number of output tokens.")
    private Integer maxOutputTokens;

    @Option(names = "--temperature", paramLabel = "T", description = "The sampling temperature, from 0 to 2.")
    private Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "The nucleus sampling threshold, from 0 to 1.")
    private Double topP;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "A stop sequence, at which the response ends. " + "Repeatable.")
    private List<String> stop = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed for reproducible responses, for providers that support seeds.")
    private Long seed;

    @Option(
            names = "--reasoning-effort",
            paramLabel = "EFFORT",
            description = "The reasoning effort: none, minimal, low, medium, high, xhigh, or max; mapped to the "
                    + "nearest level that the model supports.")
    private String reasoningEffort;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Constrain the response to a JSON Schema, specified as a file, JSON text, or fields such as "
                    + "'name, age int'. A response that does not match the schema is an error.")
    private String schema;

    /** @throws UsageError if a value is outside the range that providers accept */
    ChatOptions options() {
        requireWithin("--temperature", temperature, 2);
        requireWithin("--top-p", topP, 1);
        if (maxOutputTokens != null && maxOutputTokens < 1) {
            throw new UsageError("--max-tokens must be 1 or more.");
        }
        if (reasoningEffort != null && !EFFORTS.contains(reasoningEffort)) {
            throw new UsageError("--reasoning-effort must be one of " + String.join(", ", EFFORTS) + ".");
        }
        return new ChatOptions(
                maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens),
                temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature),
                topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP),
                stop,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                Optional.ofNullable(reasoningEffort),
                Optional.ofNullable(schema)
                        .map(argument -> new ResponseFormat("answer", Optional.of(SchemaArgument.parse(argument)))),
                Optional.empty(),
                Map.of());
    }

    private static void requireWithin(String option, Double value, int max) {
        if (value != null && !(value >= 0 && value <= max)) {
            throw new UsageError(option + " must be between 0 and " + max + ".");
        }
    }
}
