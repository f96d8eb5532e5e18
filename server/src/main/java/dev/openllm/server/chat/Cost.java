package dev.openllm.server.chat;

import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalDouble;

/** Calculates the cost of a request from the model's prices. */
public final class Cost {

    private static final double PER_TOKENS = 1_000_000;

    private Cost() {}

    /** Returns the cost in US dollars, or an empty result if the price or the usage is unknown. */
    public static OptionalDouble of(Usage usage, Optional<Pricing> pricing) {
        if (pricing.isEmpty()
                || usage.inputTokens().isEmpty()
                || usage.outputTokens().isEmpty()) {
            return OptionalDouble.empty();
        }
        Pricing price = pricing.get();
        long read = usage.cachedInputTokens().orElse(0);
        long written = usage.cacheWriteTokens().orElse(0);
        long fresh = Math.max(0, usage.inputTokens().getAsLong() - read - written);
        double cost = fresh * price.input()
                + read * price.cacheRead().orElse(price.input())
                + written * price.cacheWrite().orElse(price.input())
                + usage.outputTokens().getAsLong() * price.output();
        return OptionalDouble.of(cost / PER_TOKENS);
    }
}
