package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.model.ModelInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the estimates for a model are off, learned from what its provider counted. Safe for use by many threads.
 */
final class Calibration {

    /** In smaller prompts the words of the model's template outweigh the text. */
    private static final long SMALLEST_PROMPT = 500;

    /** What is further off has another cause: an image counted otherwise, a prompt that was cut. */
    private static final double FURTHEST = 2;

    private static final double WEIGHT_OF_NEWEST = 0.3;

    private final Map<String, Double> factors = new ConcurrentHashMap<>();

    /** What an estimate is to be multiplied with; 1 for a model nothing was learned of. */
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
