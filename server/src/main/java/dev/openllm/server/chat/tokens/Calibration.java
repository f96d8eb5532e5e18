package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.model.ModelInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The factors by which estimated token counts are multiplied to match the counts that providers report, one factor for
 * each model. Instances are thread-safe.
 */
final class Calibration {

    /**
     * The minimum estimated size, in tokens, of a prompt that is used for calibration. In smaller prompts, the overhead
     * of the model's template accounts for more tokens than the text.
     */
    private static final long MIN_PROMPT_TOKENS = 500;

    /**
     * The maximum factor by which the estimated token count of a prompt and the provider's count can differ. If the
     * counts differ by a larger factor, the prompt is not used for calibration, because the difference has another
     * cause, such as a truncated prompt or an image that is counted differently.
     */
    private static final double MAX_RATIO = 2;

    private static final double NEWEST_WEIGHT = 0.3;

    private final Map<String, Double> factors = new ConcurrentHashMap<>();

    /** Returns the factor by which to multiply an estimate, or 1 if there is no data for the model. */
    double factor(ModelInfo model) {
        return factors.getOrDefault(model.id(), 1.0);
    }

    /**
     * Adjusts the factor for a model, using the counts for one prompt.
     *
     * @param estimated the estimated token count before the factor is applied
     * @param counted the provider's token count
     */
    void learn(ModelInfo model, double estimated, long counted) {
        if (estimated < MIN_PROMPT_TOKENS || counted <= 0) {
            return;
        }
        double ratio = counted / estimated;
        if (ratio <= MAX_RATIO && ratio >= 1 / MAX_RATIO) {
            factors.merge(model.id(), ratio, (known, newest) -> known + NEWEST_WEIGHT * (newest - known));
        }
    }
}
