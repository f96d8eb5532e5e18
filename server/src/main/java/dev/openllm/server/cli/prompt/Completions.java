package dev.openllm.server.cli.prompt;

import java.util.List;

/** Provides the completions for the last word of a line. */
@FunctionalInterface
public interface Completions {

    /**
     * Returns the words that can replace the last word.
     *
     * @param words the words up to the cursor; the last word can be empty
     */
    List<Candidate> complete(List<String> words);

    /**
     * A possible completion.
     *
     * @param complete whether the word is complete; {@code false} if more text must follow, such as after the name of a
     *     folder
     */
    record Candidate(String text, String description, boolean complete) {}
}
