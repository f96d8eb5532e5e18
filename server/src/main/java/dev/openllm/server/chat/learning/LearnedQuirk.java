package dev.openllm.server.chat.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import java.util.List;

/** The quirk that one refusal of a parameter reveals: how to send the same request without the refused part. */
public sealed interface LearnedQuirk {

    /** The call with the quirk applied; the same call if it does not apply. */
    ChatCall apply(ChatCall call);

    /** The change as the second half of a sentence: {@code without temperature}. */
    UserText difference();

    /** Whether it applies to the model's later requests too, and not only to this conversation. */
    default boolean lasting() {
        return true;
    }

    /**
     * Omits an option of the caller.
     *
     * @param option the field of {@link ChatOptions}, or {@code extra.NAME}
     */
    record WithoutOption(String option, UserText difference) implements LearnedQuirk {
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

    /** Sends another reasoning effort than the caller's, even if the caller set none. */
    record WithEffort(String effort) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            ObjectNode options = Wire.JSON.valueToTree(call.options());
            return withOptions(call, options.put("reasoningEffort", effort));
        }

        @Override
        public UserText difference() {
            return UserText.of("with reasoning effort {0}", effort);
        }
    }

    /**
     * Requests no more output than the refusal allows.
     *
     * @param lasting whether the number is the model's limit rather than what this prompt leaves of the context
     */
    record WithOutputLimit(int tokens, boolean lasting) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            int requested = call.options().maxOutputTokens().orElse(Integer.MAX_VALUE);
            ObjectNode options = Wire.JSON.valueToTree(call.options());
            return withOptions(call, options.put("maxOutputTokens", Math.min(requested, tokens)));
        }

        @Override
        public UserText difference() {
            return UserText.of("with at most {0} output tokens", tokens);
        }
    }

    /** Applies quirks that the dialect learned. */
    record WithQuirks(Quirks quirks) implements LearnedQuirk {
        @Override
        public ChatCall apply(ChatCall call) {
            return copy(call, call.messages(), call.options(), call.quirks().overlaidBy(quirks));
        }

        @Override
        public UserText difference() {
            return quirks.values().entrySet().stream()
                    .map(quirk -> quirk.getKey().startsWith(OpenAiQuirk.OMIT)
                            ? UserText.of("without {0}", quirk.getKey().substring(OpenAiQuirk.OMIT.length()))
                            : UserText.of("with {0} {1}", quirk.getKey(), quirk.getValue()))
                    .reduce((first, second) -> UserText.of("{0}, {1}", first, second))
                    .orElse(UserText.none());
        }
    }

    /** Omits state of the provider in earlier responses: signatures, encrypted reasoning. */
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
        public UserText difference() {
            return UserText.of("without the signed reasoning from earlier responses");
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
