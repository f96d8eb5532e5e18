package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ReasoningEffort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Maps a requested {@link ReasoningEffort} to the levels that a model has. */
public final class Efforts {

    /** The level at which a model does not reason. */
    private static final String NONE = ReasoningEffort.NONE.wireName();

    private Efforts() {}

    /** Whether a word is an effort that some model supports. @param known the efforts that the model supports */
    public static boolean isEffort(String word, List<String> known) {
        return ReasoningEffort.levels().contains(word) || isAuto(word) || known.contains(word);
    }

    /** Whether the model is to reason as much as it decides to. */
    public static boolean isAuto(String word) {
        return ReasoningEffort.AUTO.wireName().equals(word);
    }

    /**
     * The model's effort that is nearest to the requested one; of two equally near ones the weaker. A model that cannot
     * disable reasoning gets its weakest effort for {@code none}.
     *
     * @param known the efforts that the model supports; empty when unknown
     * @return the requested effort itself when the model supports it or nothing is known; empty for a word that is not
     *     an effort
     */
    public static Optional<String> nearest(String wanted, List<String> known) {
        List<String> levels = ReasoningEffort.levels();
        int rank = levels.indexOf(wanted);
        if (known.contains(wanted)) {
            return Optional.of(wanted);
        }
        if (rank < 0) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            return Optional.of(wanted);
        }
        return levels.stream()
                .filter(known::contains)
                .filter(effort -> wanted.equals(NONE) || !effort.equals(NONE))
                .min(Comparator.comparingInt(effort -> Math.abs(levels.indexOf(effort) - rank)));
    }
}
