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

    /** What that field contains for either purpose, separated by a comma: {@code retrieval.query,retrieval.passage} (Jina). */
    public static final String INPUT_TYPES = "embedding-input-types";

    /** The field that allows or forbids to cut texts that are too long: {@code truncation} (Voyage). */
    public static final String TRUNCATION_FIELD = "embedding-truncation-field";

    /** The form, where it is not that of the dialect: {@code cohere}. */
    public static final String FORM = "embedding-form";

    /** The base URL of embeddings, relative to that of the provider: {@code ../../v2} (Cohere). */
    public static final String BASE = "embedding-base";

    /** Flag: the models read token IDs of OpenAI's vocabulary, which is what OpenAI's clients send. */
    public static final String OPENAI_TOKENS = "embedding-openai-tokens";

    /** Flag: token IDs are not accepted (Mistral). */
    public static final String TEXTS_ONLY = "embedding-texts-only";

    private EmbeddingQuirk() {}
}
