package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A summary of a response in one line: model, tokens, time, cost. */
final class UsageLine {

    private UsageLine() {}

    static String of(ChatResult result) {
        List<String> usageLine = new ArrayList<>();
        usageLine.add(result.model());
        Usage usage = result.usage();
        usage.inputTokens().ifPresent(tokens -> usageLine.add(tokens + " tokens in"));
        usage.cachedInputTokens().ifPresent(tokens -> usageLine.add(tokens + " of them cached"));
        usage.outputTokens().ifPresent(tokens -> usageLine.add(tokens + " tokens out"));
        usage.reasoningTokens().ifPresent(tokens -> usageLine.add(tokens + " of them reasoning"));
        result.timing().firstTokenMs().ifPresent(ms -> usageLine.add("first after " + ms + " ms"));
        usageLine.add("done after " + result.timing().totalMs() + " ms");
        result.costUsd().ifPresent(cost -> usageLine.add(String.format(Locale.ROOT, "$%.6f", cost)));
        return String.join(" · ", usageLine);
    }
}
