package dev.openllm.server.config;

import java.util.List;
import java.util.Optional;

/** Names for completion in a configuration file that other packages know. */
public interface CompletionNames {

    /**
     * A name.
     *
     * @param detail one line for the user
     */
    record Word(String name, String detail) {}

    /** The built-in providers and the active providers. */
    List<Word> providers();

    /** The models as {@code provider/model}, or those of one provider by their own ids. */
    List<Word> models(Optional<String> provider);

    /** The environment variables that may contain the key of a provider. */
    List<Word> keyVariables(String provider);
}
