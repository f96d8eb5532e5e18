package dev.openllm.server.dialect.completion;

/** The quirks of providers' completions, and of their models. */
public final class CompletionQuirk {

    /**
     * How the provider fills in the middle: {@code suffix} (a field for the suffix), {@code template} (a prompt in the
     * model's own template), {@code infill} (llama.cpp), {@code insert} (Ollama), or {@code none}.
     */
    public static final String FORM = "fim";

    /** The path of the API for {@code suffix}, from the root of the server: {@code /v1/fim/completions} (Mistral). */
    public static final String PATH = "fim-path";

    /** The models for which {@code suffix} works, separated by commas; {@code *} matches any text. */
    public static final String MODELS = "fim-models";

    /** The family whose template the model uses, if its name does not show it; see {@link ModelFamily}. */
    public static final String FAMILY = "fim-family";

    /** The value that replaces an empty suffix (Inception). */
    public static final String EMPTY_SUFFIX = "fim-empty-suffix";

    /** The field for the seed: {@code seed}, or {@code random_seed} (Mistral). */
    public static final String SEED_FIELD = "fim-seed-field";

    private CompletionQuirk() {}
}
