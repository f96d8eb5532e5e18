package dev.openllm.server.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests a known word, such as the name of a command, for a mistyped word. */
final class SimilarWords {

    private SimilarWords() {}

    /**
     * Returns the candidate with the smallest edit distance from the word. The distance must be at most 2 and at most
     * half the length of the candidate.
     */
    static Optional<String> closest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= Math.min(2, candidate.length() / 2))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    private static int distance(String one, String other) {
        int[] previousRow = new int[other.length() + 1];
        for (int j = 0; j < previousRow.length; j++) {
            previousRow[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] currentRow = new int[previousRow.length];
            currentRow[0] = i;
            for (int j = 1; j < currentRow.length; j++) {
                int substitution = previousRow[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                currentRow[j] = Math.min(substitution, Math.min(previousRow[j], currentRow[j - 1]) + 1);
            }
            previousRow = currentRow;
        }
        return previousRow[other.length()];
    }
}
