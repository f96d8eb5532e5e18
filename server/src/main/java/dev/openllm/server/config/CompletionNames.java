package dev.openllm.server.config;

import java.util.List;
import java.util.Optional;

/**
 * Supplies names of providers, models, and environment variables to suggest while the user edits a configuration file.
 * Other packages implement this interface.
 */
public interface CompletionNames {

    /**
     * A suggested name.
     *
     * @param name the name to insert
     * @param detail one line that describes the name to the user
     */
    record Word(String name, String detail) {}

    /** Returns the names of the built-in and active providers. */
    List<Word> providers();

    /**
     * Returns the model IDs of the specified provider. If no provider is specified, returns the models of all providers
     * as {@code provider/model}.
     */
    List<Word> models(Optional<String> provider);

    /** Returns the environment variables that can contain the provider's API key. */
    List<Word> keyVariables(String provider);
}
