package dev.openllm.server.dialect.embedding;

/** What differs between providers of embeddings. */
public final class EmbeddingQuirk {

    /** The maximum number of texts in one request. */
    public static final String BATCH = "embedding-batch";

    /** The maximum number of tokens in one request. */
    public static final String BATCH_TOKENS = "embedding-batch-tokens";

    /** The field for the length of the vectors: {@code dimensions}, or {@code output_dimension} (Mistral, Voyage). */
    public static final String DIMENSIONS_FIELD = "embedding-dimensions-field";

    /** The field for the purpose of the texts, {@code query} or {@code document}: {@code input_type} (Voyage). */
    public static final String INPUT_TYPE_FIELD = "embedding-input-type-field";

    /** Flag: token ids are not accepted (Mistral). */
    public static final String TEXTS_ONLY = "embedding-texts-only";

    private EmbeddingQuirk() {}
}
