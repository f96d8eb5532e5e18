package dev.openllm.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingModelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text-embedding-3-small",
                "openai/text-embedding-ada-002",
                "nomic-embed-text:latest",
                "embeddinggemma:300m",
                "nvidia/nv-embedcode-7b-v1",
                "BAAI/bge-m3",
                "bge-large:335m",
                "Alibaba-NLP/gte-large-en-v1.5",
                "intfloat/multilingual-e5-large",
                "e5-large-v2",
                "all-minilm",
                "sentence-transformers/all-MiniLM-L6-v2",
                "paraphrase-multilingual-embed",
                "voyage-4-lite",
                "Qwen3-Embedding-0.6B-Q8_0.gguf",
            })
    void embeddingModelFamiliesAreRecognizedByName(String model) {
        assertEquals(true, EmbeddingModels.isEmbeddingName(model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-5.2",
                "qwen3:8b",
                "gemma-3n-e4b",
                "llama-3.2-3b",
                "BAAI/bge-reranker-v2-m3",
                "qwen3-reranker-0.6b",
                "rerank-2.5",
                "MiniMax-M2",
                "voyager",
                "phi-4-mini",
            })
    void otherModelsAreNotEmbeddingModels(String model) {
        assertEquals(false, EmbeddingModels.isEmbeddingName(model));
    }

    @ParameterizedTest
    @CsvSource({
        "text-embedding-3-small,1536,8191",
        "openai/text-embedding-3-large,3072,8191",
        "my-text-embedding-3-large,3072,8191",
        "gemini-embedding-001,3072,2048",
        "mistral-embed-2312,1024,8192",
        "embed-v4.0,1536,128000",
        "embed-english-light-v3.0,384,512",
        "voyage-3.5-lite,1024,32000",
        "voyage-3-lite,512,32000",
        "nomic-embed-text:v1.5,768,8192",
        "text-embedding-nomic-embed-text-v1.5,768,8192",
        "nomic-embed-text-v2-moe,768,512",
        "qwen3-embedding:0.6b,1024,32768",
        "Qwen/Qwen3-Embedding-8B,4096,32768",
        "all-minilm-l6-v2,384,256",
        "sentence-transformers/all-MiniLM-L6-v2,384,256",
        "BAAI/bge-m3,1024,8192",
        "mxbai-embed-large:latest,1024,512",
        "embeddinggemma:300m,768,2048",
    })
    void theTableIsSearchedByTheWordsOfTheName(String model, int dimensions, int inputTokens) {
        assertEquals(
                new EmbeddingModels.Facts(OptionalInt.of(dimensions), OptionalInt.of(inputTokens)),
                EmbeddingModels.find(model).orElseThrow());
    }

    @Test
    void aModelThatIsNotInTheTableHasNoProperties() {
        assertEquals(true, EmbeddingModels.find("some-embed-model").isEmpty());
    }
}
