package dev.openllm.server.completion;

import java.util.ArrayList;
import java.util.List;

/** Detects one, two, or three lines that are repeated at the end of the generated text. */
final class Repetition {

    private static final int MAX_CYCLE_LENGTH = 3;

    /**
     * The number of repetitions at which a completion ends. Lines that appear for the third time are no longer useful
     * code.
     */
    private static final int MAX_REPETITIONS = 2;

    private final List<String> lines = new ArrayList<>();
    private final int[] repeated = new int[MAX_CYCLE_LENGTH + 1];

    void add(String line) {
        lines.add(line.stripTrailing());
        int last = lines.size() - 1;
        for (int cycle = 1; cycle <= MAX_CYCLE_LENGTH; cycle++) {
            boolean same = last >= cycle && lines.get(last).equals(lines.get(last - cycle));
            repeated[cycle] = same ? repeated[cycle] + 1 : 0;
        }
    }

    /** Returns whether the last line might be part of a repetition. Only the next line can show whether it is. */
    boolean isPossible() {
        for (int cycle = 1; cycle <= MAX_CYCLE_LENGTH; cycle++) {
            if (repeated[cycle] > 0) {
                return true;
            }
        }
        return false;
    }

    boolean isExtreme() {
        for (int cycle = 1; cycle <= MAX_CYCLE_LENGTH; cycle++) {
            if (repeated[cycle] >= MAX_REPETITIONS * cycle) {
                return true;
            }
        }
        return false;
    }
}
