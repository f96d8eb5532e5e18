package dev.openllm.server.dialect.completion;

/** Quirks that apply to the completion APIs of providers and to their models. */
public final class CompletionQuirk {

    /**
     * The way to request fill-in-the-middle completion: {@code suffix} (a field for the suffix), {@code template} (a
     * prompt in the model's own template), {@code infill} (llama.cpp), {@code insert} (Ollama), or {@code none}.
     */
    public static final String FORM = "fim";

    /**
     * The request path of the {@code suffix} form, relative to the root of the server: {@code /v1/fim/completions}
     * (Mistral).
     */
    public static final String PATH = "fim-path";

    /**
     * A comma-separated list of the models that support the {@code suffix} form. In a model name, {@code *} matches any
     * sequence of characters.
     */
    public static final String MODELS = "fim-models";

    /**
     * The name of the model family whose prompt template is used, if the model name does not identify the family; see
     * {@link ModelFamily}.
     */
    public static final String FAMILY = "fim-family";

    /** The string to send instead of an empty suffix (Inception). */
    public static final String EMPTY_SUFFIX = "fim-empty-suffix";

    /** The name of the field for the seed: {@code seed} or {@code random_seed} (Mistral). */
    public static final String SEED_FIELD = "fim-seed-field";

    private CompletionQuirk() {}
}
