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
     * @param effort the value to check
     * @param known the efforts that the model supports, which can include nonstandard ones
     */
    public static boolean isEffort(String effort, List<String> known) {
        return ReasoningEffort.levels().contains(effort) || isAuto(effort) || known.contains(effort);
    }

    /** Returns whether a value requests that the model itself decide how much to reason. */
    public static boolean isAuto(String effort) {
        return ReasoningEffort.AUTO.wireName().equals(effort);
    }

    /**
     * Returns the supported effort that is closest to the requested one. If two efforts are equally close, returns the
     * weaker one. If {@code none} is requested but the model cannot disable reasoning, returns the weakest supported
     * effort.
     *
     * @param requested the requested effort
     * @param known the efforts that the model supports; empty if unknown
     * @return the requested effort itself if the model supports it or the supported efforts are unknown; empty if the
     *     requested value is not an effort
     */
    public static Optional<String> nearest(String requested, List<String> known) {
        List<String> levels = ReasoningEffort.levels();
        int rank = levels.indexOf(requested);
        if (known.contains(requested)) {
            return Optional.of(requested);
        }
        if (rank < 0) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            return Optional.of(requested);
        }
        return levels.stream()
                .filter(known::contains)
                .filter(effort -> requested.equals(NONE) || !effort.equals(NONE))
                .min(Comparator.comparingInt(effort -> Math.abs(levels.indexOf(effort) - rank)));
    }
}
