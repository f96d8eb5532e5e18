package dev.openllm.server.cli.prompt;

import java.util.List;

/** The completions at the end of a line. */
@FunctionalInterface
public interface Completions {

    /**
     * The words that can replace the last one.
     *
     * @param words up to the cursor; the last may be empty
     */
    List<Candidate> at(List<String> words);

    /**
     * A word.
     *
     * @param complete false when more text follows, as after the name of a folder
     */
    record Candidate(String text, String description, boolean complete) {}
}
