package dev.openllm.server.dialect.embedding;

/** Quirks that apply to embeddings. */
public final class EmbeddingQuirk {

    /** The maximum number of inputs in one request. */
    public static final String BATCH = "embedding-batch";

    /** The maximum number of tokens in one request. */
    public static final String BATCH_TOKENS = "embedding-batch-tokens";

    /**
     * The name of the field for the number of dimensions: {@code dimensions} or {@code output_dimension} (Mistral,
     * Voyage).
     */
    public static final String DIMENSIONS_FIELD = "embedding-dimensions-field";

    /**
     * The name of the field that contains the purpose of the inputs ({@code query} or {@code document}), such as {@code
     * input_type} (Voyage).
     */
    public static final String INPUT_TYPE_FIELD = "embedding-input-type-field";

    /**
     * The values of the purpose field for queries and for documents, separated by a comma, such as {@code
     * retrieval.query,retrieval.passage} (Jina).
     */
    public static final String INPUT_TYPES = "embedding-input-types";

    /**
     * The name of the field that specifies whether to truncate inputs that are too long: {@code truncation} (Voyage).
     */
    public static final String TRUNCATION_FIELD = "embedding-truncation-field";

    /** The format to use instead of the dialect's format: {@code cohere}. */
    public static final String FORM = "embedding-form";

    /** The base URL for embeddings, relative to the provider's base URL: {@code ../../v2} (Cohere). */
    public static final String BASE = "embedding-base";

    /**
     * Flag indicating that the models accept token IDs from the OpenAI vocabulary, which OpenAI client libraries send.
     */
    public static final String OPENAI_TOKENS = "embedding-openai-tokens";

    /** Flag indicating that token IDs are not accepted (Mistral). */
    public static final String TEXTS_ONLY = "embedding-texts-only";

    private EmbeddingQuirk() {}
}
