package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Summarizes a response in one line: the model, the token counts, the duration, and the cost. */
final class UsageLine {

    private UsageLine() {}

    static String of(ChatResult result) {
        List<String> usageLine = new ArrayList<>();
        usageLine.add(result.model());
        Usage usage = result.usage();
        usage.inputTokens().ifPresent(tokens -> usageLine.add(tokens + " input tokens"));
        usage.cachedInputTokens().ifPresent(tokens -> usageLine.add(tokens + " of them cached"));
        usage.outputTokens().ifPresent(tokens -> usageLine.add(tokens + " output tokens"));
        usage.reasoningTokens().ifPresent(tokens -> usageLine.add(tokens + " of them for reasoning"));
        result.timing().firstTokenMs().ifPresent(ms -> usageLine.add("first token after " + ms + " ms"));
        usageLine.add("completed after " + result.timing().totalMs() + " ms");
        result.costUsd().ifPresent(cost -> usageLine.add(String.format(Locale.ROOT, "$%.6f", cost)));
        return String.join(" · ", usageLine);
    }
}
