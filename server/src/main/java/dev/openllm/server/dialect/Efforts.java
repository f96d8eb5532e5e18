package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ReasoningEffort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Maps a requested {@link ReasoningEffort} to an effort that the model supports. */
public final class Efforts {

    /** The effort that disables reasoning. */
    private static final String NONE = ReasoningEffort.NONE.wireName();

    private Efforts() {}

    /**
     * Returns whether a value is a reasoning effort.
     *
     * @param word the value to check
     * @param known the efforts that the model supports, which can include nonstandard ones
     */
    public static boolean isEffort(String word, List<String> known) {
        return ReasoningEffort.levels().contains(word) || isAuto(word) || known.contains(word);
    }

    /** Returns whether a value requests that the model itself decide how much to reason. */
    public static boolean isAuto(String word) {
        return ReasoningEffort.AUTO.wireName().equals(word);
    }

    /**
     * Returns the supported effort that is closest to the requested one. If two efforts are equally close, returns the
     * weaker one. If {@code none} is requested but the model cannot disable reasoning, returns the weakest supported
     * effort.
     *
     * @param wanted the requested effort
     * @param known the efforts that the model supports; empty if unknown
     * @return the requested effort itself if the model supports it or the supported efforts are unknown; empty if the
     *     requested value is not an effort
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
