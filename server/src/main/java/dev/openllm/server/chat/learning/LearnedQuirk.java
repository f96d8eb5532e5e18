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

/** A change to a request that avoids a provider's refusal, learned from the message of that refusal. */
public sealed interface LearnedQuirk {

    /** Returns the call with the quirk applied, or an equal call if the quirk does not apply. */
    ChatCall apply(ChatCall call);

    /** Returns a phrase that describes the change and can complete a sentence, such as {@code without temperature}. */
    UserText difference();

    /** Returns whether the quirk also applies to later requests to the model rather than only to this conversation. */
    default boolean lasting() {
        return true;
    }

    /**
     * Omits one of the caller's options.
     *
     * @param option the name of the option's field in {@link ChatOptions}, or {@code extra.NAME}
     * @param difference the phrase that describes the change
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

    /** Replaces the caller's reasoning effort, or adds an effort if the caller specified none. */
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
     * Limits the requested output to the number of tokens that the provider would have accepted, as determined from its
     * refusal.
     *
     * @param tokens the maximum number of output tokens
     * @param lasting whether the number is the model's limit rather than the part of the context that remains after
     *     this prompt
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

    /** Applies quirks that the dialect derived from a refusal. */
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

    /** Omits provider state from earlier responses, such as signatures and encrypted reasoning. */
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
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException("Options that were written can be read.", unexpected);
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
