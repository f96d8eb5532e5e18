package dev.openllm.server.dialect.completion;

/** Quirks for the completion APIs of providers and for their models. */
public final class CompletionQuirk {

    /**
     * The way the provider fills in the middle: {@code suffix} (a field for the suffix), {@code template} (a prompt in
     * the model's own template), {@code infill} (llama.cpp), {@code insert} (Ollama), or {@code none}.
     */
    public static final String FORM = "fim";

    /**
     * The path of the {@code suffix} API, relative to the root of the server: {@code /v1/fim/completions} (Mistral).
     */
    public static final String PATH = "fim-path";

    /** A comma-separated list of the models that support {@code suffix}; {@code *} matches any characters. */
    public static final String MODELS = "fim-models";

    /** The family whose template the model uses, if the model name does not identify it; see {@link ModelFamily}. */
    public static final String FAMILY = "fim-family";

    /** The replacement for an empty suffix (Inception). */
    public static final String EMPTY_SUFFIX = "fim-empty-suffix";

    /** The name of the field for the seed: {@code seed} or {@code random_seed} (Mistral). */
    public static final String SEED_FIELD = "fim-seed-field";

    private CompletionQuirk() {}
}
