package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/**
 * The command-line arguments that the llama.cpp router reports in {@code status.args} for each model, even for models
 * that are not loaded. Source: https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */
final class LlamaArguments {

    private static final List<String> CONTEXT = List.of("--ctx-size", "-c");
    private static final List<String> SLOTS = List.of("--parallel", "-np");
    private static final List<String> SHARED = List.of("--kv-unified", "-kvu");

    private final List<String> words;

    private LlamaArguments(List<String> words) {
        this.words = words;
    }

    /**
     * Returns the context length, in tokens, that is available to a request, or an empty result if the command line
     * does not set the context length.
     */
    static OptionalInt contextTokens(JsonNode entry) {
        LlamaArguments arguments = new LlamaArguments(
                entry.at("/status/args").valueStream().map(JsonNode::asText).toList());
        int total = arguments.number(CONTEXT);
        int slots = arguments.words.stream().anyMatch(SHARED::contains) ? 1 : Math.max(1, arguments.number(SLOTS));
        return total / slots > 0 ? OptionalInt.of(total / slots) : OptionalInt.empty();
    }

    /**
     * Returns the value of an option, which is either the next argument or follows an equals sign. Returns 0 if the
     * option is not set.
     */
    private int number(List<String> names) {
        int number = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals >= 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
            if (names.contains(name) && value.matches("\\d{1,9}")) {
                number = Integer.parseInt(value);
            }
        }
        return number;
    }
}
