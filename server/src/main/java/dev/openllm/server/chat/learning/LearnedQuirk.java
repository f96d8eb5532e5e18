package dev.openllm.server.chat.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import java.util.List;
import java.util.stream.Collectors;

/** What one refusal of a parameter teaches: how the same request is sent without what was refused. */
public sealed interface LearnedQuirk {

    /** The call with the lesson taken to heart; the same call when it has nothing of the kind. */
    ChatCall apply(ChatCall call);

    /** What is done differently, as the second half of a sentence: {@code without temperature}. */
    String difference();

    /** Whether it holds for the model's later requests too, and not only for this conversation. */
    default boolean lasting() {
        return true;
    }

    /**
     * Leaves an option of the caller out.
     *
     * @param option the field of {@link ChatOptions}, or {@code extra.NAME}
     */
    record WithoutOption(String option, String difference) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            ObjectNode options = Wire.JSON.valueToTree(call.options());
            if (option.startsWith("extra.")) {
                ((ObjectNode) options.path("extra")).remove(option.substring("extra.".length()));
            } else {
                options.remove(option);
            }
            return withOptions(call, options);
        }
    }

    /** Sends another effort of reasoning than the caller's, also where it asked for none. */
    record WithEffort(String effort) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            ObjectNode options = Wire.JSON.valueToTree(call.options());
            return withOptions(call, options.put("reasoningEffort", effort));
        }

        @Override
        public String difference() {
            return "with the reasoning effort " + effort;
        }
    }

    /**
     * Asks for no more output than the refusal allows.
     *
     * @param lasting whether the number is the model's limit, and not what this prompt leaves of the context
     */
    record WithOutputLimit(int tokens, boolean lasting) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            int requested = call.options().maxOutputTokens().orElse(Integer.MAX_VALUE);
            ObjectNode options = Wire.JSON.valueToTree(call.options());
            return withOptions(call, options.put("maxOutputTokens", Math.min(requested, tokens)));
        }

        @Override
        public String difference() {
            return "with at most " + tokens + " output tokens";
        }
    }

    /** Follows quirks that the dialect learned. */
    record WithQuirks(Quirks quirks) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            return copy(call, call.messages(), call.options(), call.quirks().overlaidBy(quirks));
        }

        @Override
        public String difference() {
            return quirks.values().entrySet().stream()
                    .map(quirk -> quirk.getKey().startsWith(OpenAiQuirk.OMIT)
                            ? "without " + quirk.getKey().substring(OpenAiQuirk.OMIT.length())
                            : "with " + quirk.getKey() + " " + quirk.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /** Leaves out what earlier answers carried for the provider: signatures, encrypted reasoning. */
    record WithoutProviderState() implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            return copy(call, call.messages().stream().map(this::without).toList(), call.options(), call.quirks());
        }

        private Message without(Message message) {
            return new Message(
                    message.role(),
                    message.parts().stream()
                            .filter(part -> !(part instanceof Part.ProviderState))
                            .toList());
        }

        @Override
        public String difference() {
            return "without the signed reasoning of earlier answers";
        }

        @Override
        public boolean lasting() {
            return false;
        }
    }

    private static ChatCall withOptions(ChatCall call, ObjectNode options) {
        try {
            return copy(call, call.messages(), Wire.JSON.treeToValue(options, ChatOptions.class), call.quirks());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Options that were written can be read.", impossible);
        }
    }

    private static ChatCall copy(ChatCall call, List<Message> messages, ChatOptions options, Quirks quirks) {
        return new ChatCall(
                call.provider(),
                call.model(),
                messages,
                call.tools(),
                call.toolChoice(),
                options,
                call.stream(),
                call.limits(),
                call.capabilities(),
                quirks);
    }
}
