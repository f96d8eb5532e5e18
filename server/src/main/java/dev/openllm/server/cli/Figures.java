package dev.openllm.server.cli;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of an answer in one line: who answered, tokens, time, cost. */
final class Figures {

    private Figures() {}

    static String of(ChatResult result) {
        List<String> figures = new ArrayList<>();
        figures.add(result.model());
        Usage usage = result.usage();
        usage.inputTokens().ifPresent(tokens -> figures.add(tokens + " tokens in"));
        usage.cachedInputTokens().ifPresent(tokens -> figures.add(tokens + " of them cached"));
        usage.outputTokens().ifPresent(tokens -> figures.add(tokens + " tokens out"));
        usage.reasoningTokens().ifPresent(tokens -> figures.add(tokens + " of them reasoning"));
        result.timing().firstTokenMs().ifPresent(ms -> figures.add("first after " + ms + " ms"));
        figures.add("done after " + result.timing().totalMs() + " ms");
        result.costUsd().ifPresent(cost -> figures.add(String.format(Locale.ROOT, "$%.6f", cost)));
        return String.join(" · ", figures);
    }
}
