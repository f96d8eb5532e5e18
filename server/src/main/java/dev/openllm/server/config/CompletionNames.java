package dev.openllm.server.config;

import java.util.List;
import java.util.Optional;

/** The names that other packages provide for completing keys and values in a configuration file. */
public interface CompletionNames {

    /**
     * A suggested name.
     *
     * @param name the name to insert
     * @param detail one line that describes the name to the user
     */
    record Word(String name, String detail) {}

    /** Returns the built-in providers and the active providers. */
    List<Word> providers();

    /**
     * Returns the model IDs of the specified provider or, if no provider is specified, the models of all providers as
     * {@code provider/model}.
     */
    List<Word> models(Optional<String> provider);

    /** Returns the environment variables that can contain the provider's API key. */
    List<Word> keyVariables(String provider);
}
