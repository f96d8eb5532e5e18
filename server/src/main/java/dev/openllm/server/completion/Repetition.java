package dev.openllm.server.completion;

import java.util.ArrayList;
import java.util.List;

/** Recognizes that the last lines of a text repeat one, two or three lines. */
final class Repetition {

    private static final int LONGEST_CYCLE = 3;

    /** The same lines for the third time are not code any more. */
    private static final int MOST_REPETITIONS = 2;

    private final List<String> lines = new ArrayList<>();
    private final int[] repeated = new int[LONGEST_CYCLE + 1];

    void add(String line) {
        lines.add(line.stripTrailing());
        int last = lines.size() - 1;
        for (int cycle = 1; cycle <= LONGEST_CYCLE; cycle++) {
            boolean same = last >= cycle && lines.get(last).equals(lines.get(last - cycle));
            repeated[cycle] = same ? repeated[cycle] + 1 : 0;
        }
    }

    /** Whether the last line may belong to a repetition, so that the next one decides. */
    boolean isPossible() {
        for (int cycle = 1; cycle <= LONGEST_CYCLE; cycle++) {
            if (repeated[cycle] > 0) {
                return true;
            }
        }
        return false;
    }

    boolean isExtreme() {
        for (int cycle = 1; cycle <= LONGEST_CYCLE; cycle++) {
            if (repeated[cycle] >= MOST_REPETITIONS * cycle) {
                return true;
            }
        }
        return false;
    }
}
