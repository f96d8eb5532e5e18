package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fallback for models without a completion API: a chat request that contains the document text and a marker at the
 * cursor position.
 */
final class ChatFallback {

    private static final String CURSOR = "<|cursor|>";

    /** The response with which the model indicates that there is nothing to insert. */
    private static final String NO_COMPLETION = "<|nothing|>";

    /** The strings that mark the end of a response. They are not part of the text to insert. */
    static final List<String> STOPS = List.of(NO_COMPLETION, CURSOR);

    /** The number of additional output tokens for a model that might reason even if the request disables reasoning. */
    private static final int REASONING_TOKENS = 2_048;

    private ChatFallback() {}

    static ChatParams params(
            ModelInfo model,
            ContextBudget.Context context,
            Optional<String> path,
            Optional<String> languageId,
            boolean singleLine,
            ChatOptions options,
            String consumer) {
        boolean reasons = model.capabilities().reasoning();
        ChatOptions effort = reasons ? options.withReasoningEffort(Optional.of("none")) : options;
        return new ChatParams(
                model.id(),
                List.of(Message.user(prompt(context, path, languageId, singleLine))),
                List.of(),
                ToolChoice.AUTO,
                reasons ? withReasoningTokens(effort) : effort,
                Optional.empty(),
                Optional.of(consumer));
    }

    private static ChatOptions withReasoningTokens(ChatOptions options) {
        OptionalInt limit = options.maxOutputTokens().isPresent()
                ? OptionalInt.of(options.maxOutputTokens().getAsInt() + REASONING_TOKENS)
                : OptionalInt.empty();
        return options.withMaxOutputTokens(limit);
    }

    static String prompt(
            ContextBudget.Context context, Optional<String> path, Optional<String> languageId, boolean singleLine) {
        StringBuilder prompt = new StringBuilder("Complete the following text at the cursor, which is marked ")
                .append(CURSOR)
                .append(". Respond with the text to insert there and nothing else: no explanation, no code fence, and"
                        + " nothing that already precedes or follows the cursor. ");
        if (singleLine) {
            prompt.append("Complete only the current line. ");
        }
        prompt.append("If there is nothing to insert, respond with ")
                .append(NO_COMPLETION)
                .append(".\n");
        path.ifPresent(name -> prompt.append("\nFile: ").append(name));
        languageId.ifPresent(language -> prompt.append("\nLanguage: ").append(language));
        for (CompletionSnippet snippet : context.snippets()) {
            prompt.append("\n\nFrom ")
                    .append(snippet.path().orElse("another file"))
                    .append(":\n")
                    .append(clean(snippet.text()));
        }
        return prompt.append("\n\nText:\n")
                .append(clean(context.prefix()))
                .append(CURSOR)
                .append(clean(context.suffix()))
                .toString();
    }

    private static String clean(String text) {
        String cleaned = text;
        while (cleaned.contains(CURSOR) || cleaned.contains(NO_COMPLETION)) {
            cleaned = cleaned.replace(CURSOR, "").replace(NO_COMPLETION, "");
        }
        return cleaned;
    }
}
