package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The prices in model lists, converted to US dollars per million tokens. OpenRouter and Vercel specify dollars per
 * token as a string. Together, Perplexity, and DeepInfra specify dollars per million tokens as a number. Venice
 * specifies an object with one price per currency.
 */
final class ListedPricing {

    private static final double PER_MILLION = 1_000_000;

    private ListedPricing() {}

    static Optional<Pricing> read(JsonNode entry) {
        JsonNode pricing = entry.path("pricing");
        if (pricing.isMissingNode()) {
            pricing = entry.at("/model_spec/pricing");
        }
        if (pricing.isMissingNode()) {
            pricing = entry.at("/metadata/pricing");
        }
        OptionalDouble input = price(pricing, "prompt", "input", "input_tokens");
        OptionalDouble output = price(pricing, "completion", "output", "output_tokens");
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Pricing(
                input.getAsDouble(),
                output.getAsDouble(),
                price(pricing, "input_cache_read", "cache_read", "cache_input", "cache_read_tokens"),
                price(pricing, "input_cache_write", "cache_write", "cache_write_tokens")));
    }

    private static OptionalDouble price(JsonNode pricing, String... names) {
        for (String name : names) {
            JsonNode value = pricing.path(name).isObject() ? pricing.path(name).path("usd") : pricing.path(name);
            double price = value.isTextual() ? round(value.asDouble(-1) * PER_MILLION) : value.asDouble(-1);
            if (price >= 0) { // OpenRouter: -1 if the price depends on the request
                return OptionalDouble.of(price);
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Rounds a price to avoid floating-point errors. For example, a price of 0.0000004 dollars per token is converted
     * to 0.4 dollars per million tokens, not to 0.39999999999999997.
     */
    private static double round(double price) {
        return Math.round(price * PER_MILLION) / PER_MILLION;
    }
}
