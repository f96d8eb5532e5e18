package dev.openllm.server.chat;

import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalDouble;

/** Calculates the cost of a request from the model's prices. */
public final class Cost {

    private static final double TOKENS_PER_PRICE_UNIT = 1_000_000;

    private Cost() {}

    /** Returns the cost in US dollars, or an empty result if the price or the usage is unknown. */
    public static OptionalDouble of(Usage usage, Optional<Pricing> pricing) {
        if (pricing.isEmpty()
                || usage.inputTokens().isEmpty()
                || usage.outputTokens().isEmpty()) {
            return OptionalDouble.empty();
        }
        Pricing price = pricing.get();
        long cacheRead = usage.cachedInputTokens().orElse(0);
        long cacheWritten = usage.cacheWriteTokens().orElse(0);
        long uncached = Math.max(0, usage.inputTokens().getAsLong() - cacheRead - cacheWritten);
        double cost = uncached * price.input()
                + cacheRead * price.cacheRead().orElse(price.input())
                + cacheWritten * price.cacheWrite().orElse(price.input())
                + usage.outputTokens().getAsLong() * price.output();
        return OptionalDouble.of(cost / TOKENS_PER_PRICE_UNIT);
    }
}
