package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.chat.Cost;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.completion.CompletionCall;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Measures the duration and size of a response. Used only by the thread of the request. */
final class ResponseMeter {

    /**
     * The estimated number of bytes per token. Code has more bytes per token, but the usage that counts toward limits
     * must not be underestimated.
     */
    private static final int BYTES_PER_TOKEN = 3;

    private final long startNanos = System.nanoTime();
    private OptionalLong firstTokenMs = OptionalLong.empty();
    private long bytes;

    void record(ChatEvent event) {
        if (event instanceof ChatEvent.Text(String text)) {
            bytes += ContextBudget.size(text);
            if (firstTokenMs.isEmpty()) {
                firstTokenMs = OptionalLong.of(elapsedMs());
            }
        }
    }

    Timing timing() {
        return new Timing(elapsedMs(), firstTokenMs);
    }

    private long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    ChatResult result(Remote model, Outcome outcome, Optional<String> keyName) {
        OptionalDouble cost = outcome.costUsd().isPresent()
                ? outcome.costUsd()
                : Cost.of(outcome.usage(), model.info().pricing());
        return new ChatResult(
                model.info().id(),
                outcome.finishReason(),
                outcome.finishReasonRaw(),
                outcome.usage(),
                timing(),
                outcome.responseId(),
                cost,
                keyName);
    }

    /**
     * Returns the result with the usage that counts toward limits. If the provider did not report any usage, the usage
     * is estimated.
     */
    ChatResult withUsage(ChatResult result, Remote model, CompletionCall call) {
        if (result.usage().inputTokens().isPresent()) {
            return result;
        }
        Usage estimated = estimateUsage(call);
        return new ChatResult(
                result.model(),
                result.finishReason(),
                result.finishReasonRaw(),
                estimated,
                result.timing(),
                result.responseId(),
                Cost.of(estimated, model.info().pricing()),
                result.keyName());
    }

    /** Returns the usage, estimated from the size of the sent and received text. */
    Usage estimateUsage(CompletionCall call) {
        long prompt = ContextBudget.size(call.prefix()) + ContextBudget.size(call.suffix());
        for (var snippet : call.snippets()) {
            prompt += ContextBudget.size(snippet.text());
        }
        return estimateUsage(prompt);
    }

    Usage estimateUsage(long promptBytes) {
        return new Usage(
                OptionalLong.of(promptBytes / BYTES_PER_TOKEN + 1),
                OptionalLong.of(bytes / BYTES_PER_TOKEN),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
