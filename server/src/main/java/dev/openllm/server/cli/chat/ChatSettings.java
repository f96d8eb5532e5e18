package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ResponseFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options of the response; an option that is not given is not sent, so that the provider's default applies. */
final class ChatSettings {

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most tokens the answer may have.")
    private Integer maxOutputTokens;

    @Option(names = "--temperature", paramLabel = "T", description = "0 to 2.")
    private Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "0 to 1.")
    private Double topP;

    @Option(names = "--stop", paramLabel = "TEXT", description = "A text at which the answer ends. Repeatable.")
    private List<String> stop = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "For providers that can repeat an answer.")
    private Long seed;

    @Option(
            names = "--reasoning-effort",
            paramLabel = "EFFORT",
            description =
                    "none, minimal, low, medium, high, xhigh or max; mapped to the nearest level the model supports.")
    private String reasoningEffort;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Constrain the response to a JSON Schema: a file, JSON, or fields such as 'name, age int'. A"
                    + " response that does not match is an error.")
    private String schema;

    ChatOptions options() {
        return new ChatOptions(
                maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens),
                temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature),
                topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP),
                stop,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                Optional.ofNullable(reasoningEffort),
                Optional.ofNullable(schema)
                        .map(given -> new ResponseFormat("answer", Optional.of(SchemaArgument.of(given)))),
                Optional.empty(),
                Map.of());
    }
}
