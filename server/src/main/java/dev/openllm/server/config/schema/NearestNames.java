package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests names similar to an unknown name. */
public final class NearestNames {

    private NearestNames() {}

    /** Returns up to three candidates similar to the name, most similar first. */
    public static List<String> of(String name, Collection<String> candidates) {
        String target = name.toLowerCase(Locale.ROOT);
        record Scored(String name, int distance) {}
        return candidates.stream()
                .distinct()
                .map(candidate -> new Scored(candidate, distance(target, candidate.toLowerCase(Locale.ROOT))))
                .filter(scored -> scored.distance <= Math.max(2, target.length() / 3))
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .limit(3)
                .map(Scored::name)
                .toList();
    }

    /**
     * Returns a hint that asks whether the user meant one of the similar candidates or, if no candidate is similar, a
     * hint that lists the candidates.
     */
    public static UserText hint(String name, Collection<String> candidates) {
        List<String> nearest = of(name, candidates);
        if (!nearest.isEmpty()) {
            return didYouMean(nearest);
        }
        return candidates.isEmpty()
                ? UserText.none()
                : UserText.of(
                        "Available: {0}.",
                        String.join(", ", candidates.stream().limit(20).toList()));
    }

    private static UserText didYouMean(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? UserText.of("Did you mean {0}?", names.getFirst())
                : UserText.of("Did you mean {0} or {1}?", String.join(", ", names.subList(0, last)), names.get(last));
    }

    /** Returns the edit distance between two words. If one word contains the other, the distance is 1. */
    private static int distance(String one, String other) {
        if (one.length() >= 3 && other.contains(one) || other.length() >= 3 && one.contains(other)) {
            return 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substitution = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
