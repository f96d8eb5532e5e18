package dev.openllm.server.config;

import java.util.List;
import java.util.Optional;

/** Names that may appear in a configuration file and that only others know. */
public interface CompletionNames {

    /**
     * A name.
     *
     * @param detail one line for the user
     */
    record Word(String name, String detail) {}

    /** The built-in providers and the providers in use. */
    List<Word> providers();

    /** The models as {@code provider/model}, or those of one provider by its own ids. */
    List<Word> models(Optional<String> provider);

    /** The environment variables that may hold the key of a provider. */
    List<Word> keyVariables(String provider);
}
