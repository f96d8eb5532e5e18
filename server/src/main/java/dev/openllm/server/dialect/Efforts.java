package dev.openllm.server.dialect;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The reasoning efforts of {@link dev.openllm.protocol.chat.ChatOptions#reasoningEffort()}, and their order. */
public final class Efforts {

    /** All efforts, weakest first. */
    public static final List<String> WEAKEST_FIRST =
            List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    /** Not an effort, but the wish to reason as much as the model decides to. */
    public static final String AUTO = "auto";

    private Efforts() {}

    /** Whether a word is an effort that some model may know. @param known the efforts that the model knows */
    public static boolean isEffort(String word, List<String> known) {
        return WEAKEST_FIRST.contains(word) || AUTO.equals(word) || known.contains(word);
    }

    /**
     * The effort of a model that comes nearest to the wanted one; of two equally near ones the weaker. A model
     * that cannot stop thinking takes its weakest effort for {@code none}.
     *
     * @param known the efforts the model knows; empty when nothing is known about them
     * @return the wanted effort itself when the model knows it or nothing is known; empty for a word that is no
     *     effort
     */
    public static Optional<String> nearest(String wanted, List<String> known) {
        int rank = WEAKEST_FIRST.indexOf(wanted);
        if (known.contains(wanted)) {
            return Optional.of(wanted);
        }
        if (rank < 0) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            return Optional.of(wanted);
        }
        return WEAKEST_FIRST.stream()
                .filter(known::contains)
                .filter(effort -> rank == 0 || !effort.equals("none"))
                .min(Comparator.comparingInt(effort -> Math.abs(WEAKEST_FIRST.indexOf(effort) - rank)));
    }
}
