package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.server.dialect.completion.CompletionCall;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * An inline completion request.
 *
 * @param params the client's request
 * @param model the resolved model
 * @param outputTokens the maximum number of output tokens
 * @param context the parts of the documents to send
 * @param surroundings the text around the cursor
 * @param singleLine whether only the current line is completed
 */
record InlineRequest(
        InlineCompletionParams params,
        Remote model,
        int outputTokens,
        ContextBudget.Context context,
        Surroundings surroundings,
        boolean singleLine) {

    static InlineRequest of(InlineCompletionParams params, Remote model, int outputTokens) {
        String prefix = params.prefix().replace("\r\n", "\n");
        String suffix = params.suffix().replace("\r\n", "\n");
        Surroundings surroundings = Surroundings.of(prefix, suffix, params.languageId(), params.path());
        return new InlineRequest(
                params,
                model,
                outputTokens,
                ContextBudget.of(model.info().limits(), outputTokens).fit(prefix, suffix, params.snippets()),
                surroundings,
                params.singleLine() || surroundings.isInsideLine());
    }

    /** Returns whether the request contains no text from which to derive a completion. */
    boolean isEmpty() {
        return context.prefix().isBlank()
                && context.suffix().isBlank()
                && context.snippets().isEmpty();
    }

    InlineCompletionResult emptyResult(ResponseMeter meter) {
        return new InlineCompletionResult(
                "",
                model.info().id(),
                FinishReason.STOP,
                "",
                Usage.UNKNOWN,
                meter.timing(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    CompletionCall call() {
        return new CompletionCall(
                model.info().model(),
                context.prefix(),
                context.suffix(),
                params.languageId(),
                params.path(),
                context.snippets(),
                options(OptionalDouble.of(0), singleLine ? List.of("\n") : List.of()),
                model.info().capabilities().streaming(),
                model.info().limits(),
                model.quirks());
    }

    /**
     * Returns the generation options for a chat model. They include neither a temperature nor stop sequences, because
     * some chat models reject these options.
     */
    ChatOptions chatOptions() {
        return options(OptionalDouble.empty(), List.of());
    }

    private ChatOptions options(OptionalDouble temperature, List<String> stop) {
        return new ChatOptions(
                OptionalInt.of(outputTokens),
                temperature,
                OptionalDouble.empty(),
                stop,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    InlineResponse response(List<String> stops, boolean fromChat, ResponseMeter meter, Consumer<ChatEvent> events) {
        boolean codestral = model.info().model().toLowerCase(Locale.ROOT).contains("codestral");
        AcceptedText text = new AcceptedText(
                surroundings,
                singleLine,
                fromChat,
                codestral,
                stops,
                lines -> events.accept(new ChatEvent.Text(lines)));
        return new InlineResponse(text, meter, promptBytes(), events);
    }

    private long promptBytes() {
        long bytes = ContextBudget.size(context.prefix()) + ContextBudget.size(context.suffix());
        for (CompletionSnippet snippet : context.snippets()) {
            bytes += ContextBudget.size(snippet.text());
        }
        return bytes;
    }
}
