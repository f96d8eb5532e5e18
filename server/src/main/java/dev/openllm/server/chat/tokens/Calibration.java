package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.model.ModelInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The error of the estimates for a model, learned from its provider's counts. Safe for use by many threads. */
final class Calibration {

    /** In smaller prompts the model's template outweighs the text. */
    private static final long SMALLEST_PROMPT = 500;

    /** A larger deviation has another cause: an image counted differently, a prompt that was truncated. */
    private static final double FURTHEST = 2;

    private static final double WEIGHT_OF_NEWEST = 0.3;

    private final Map<String, Double> factors = new ConcurrentHashMap<>();

    /** The factor for an estimate; 1 for a model without data. */
    double factor(ModelInfo model) {
        return factors.getOrDefault(model.id(), 1.0);
    }

    /** @param estimated without the factor */
    void learn(ModelInfo model, double estimated, long counted) {
        if (estimated < SMALLEST_PROMPT || counted <= 0) {
            return;
        }
        double off = counted / estimated;
        if (off <= FURTHEST && off >= 1 / FURTHEST) {
            factors.merge(model.id(), off, (known, newest) -> known + WEIGHT_OF_NEWEST * (newest - known));
        }
    }
}
