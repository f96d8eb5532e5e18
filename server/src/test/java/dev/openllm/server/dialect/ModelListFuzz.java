package dev.openllm.server.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.ollamachat.OllamaModelFacts;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fuzzes the readers of model lists. */
public final class ModelListFuzz implements FuzzTarget {

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiChatDialect(),
            new OpenAiResponsesDialect(),
            new AnthropicDialect(),
            new GeminiDialect(),
            new OllamaDialect());

    @Override
    public String name() {
        return "model-lists";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-5\",\"object\":\"model\",\"context_length\":4096,"
                                + "\"pricing\":{\"prompt\":\"0.000001\",\"completion\":\"2e-6\",\"image\":\"-1\"},"
                                + "\"supported_parameters\":[\"tools\",\"reasoning\"],\"architecture\":"
                                + "{\"input_modalities\":[\"text\",\"image\"],\"output_modalities\":[\"text\"]},"
                                + "\"top_provider\":{\"context_length\":4096,\"max_completion_tokens\":512}}]}",
                        "{\"data\":[{\"type\":\"model\",\"id\":\"claude\",\"display_name\":\"Claude\","
                                + "\"max_input_tokens\":200000,\"capabilities\":{\"vision\":true}}],\"has_more\":true,"
                                + "\"last_id\":\"claude\"}",
                        "{\"models\":[{\"name\":\"models/gemini-2\",\"displayName\":\"G\",\"inputTokenLimit\":1000,"
                                + "\"outputTokenLimit\":100,\"supportedGenerationMethods\":[\"generateContent\"],"
                                + "\"thinking\":true}],\"nextPageToken\":\"t\"}",
                        "{\"models\":[{\"name\":\"llama:7b\",\"model\":\"llama:7b\",\"details\":{\"family\":\"llama\"}}]}",
                        "[{\"id\":\"a\",\"max_model_len\":5,\"meta\":{\"n_ctx_train\":8}}]",
                        "{\"model_info\":{\"general.architecture\":\"llama\",\"llama.context_length\":8192},\"capabilities\":[\"tools\",\"vision\",\"thinking\"],\"parameters\":\"num_ctx"
                            + " 4096\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) throws IOException {
        JsonNode body;
        try {
            body = Wire.JSON.readTree(new String(input, StandardCharsets.UTF_8));
        } catch (JsonProcessingException invalid) {
            return;
        }
        if (!body.isObject() && !body.isArray()) {
            return;
        }
        for (Dialect dialect : DIALECTS) {
            try {
                Dialect.ModelPage page = dialect.readModels(body);
                page.models().forEach(model -> {
                    if (model.id().isBlank()) {
                        throw new AssertionError("a model without an id");
                    }
                });
                dialect.listModels(Optional.of(page.next().orElse("")));
            } catch (OpenLlmException failure) {
                // An invalid list must result in an error with a message.
            }
        }
        OllamaModelFacts.readShow(body);
        OllamaModelFacts.readRunning(body);
    }
}
