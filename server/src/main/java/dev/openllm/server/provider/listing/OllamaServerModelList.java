package dev.openllm.server.provider.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.ollamachat.OllamaModelFacts;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Requests the models of an Ollama server. The Ollama model list contains only names, so the details of each model are
 * requested separately, in parallel.
 *
 * <p>A client of Ollama chooses the context length with which a model runs. With the default context length (4,096
 * tokens on most machines), Ollama silently truncates the prompts of agents. Every request therefore specifies a
 * context length. If the model's Modelfile contains a context length, that length is used. Otherwise, the context
 * length of the loaded model is used, but at least 32,768 tokens if the model was trained for that many. The user's own
 * {@code contextTokens} setting takes precedence. Source: https://docs.ollama.com/context-length
 */
final class OllamaServerModelList {

    /**
     * The minimum context length, in tokens. It is large enough for the prompts of agents and small enough for the
     * memory of most machines that can run a model.
     */
    private static final int ROOM_FOR_AGENTS = 32_768;

    private final ModelListClient modelList;

    OllamaServerModelList(ModelListClient modelList) {
        this.modelList = modelList;
    }

    ModelList ask(Endpoint endpoint) {
        List<ListedModel> pulled = modelList.ask(endpoint, TimeLimits.QUERY).models();
        List<CompletableFuture<OllamaModelFacts>> asked =
                pulled.stream().map(model -> show(endpoint, model.id())).toList();
        Map<String, Integer> running = running(endpoint);
        List<ListedModel> models = new ArrayList<>();
        Map<String, String> contextSources = new HashMap<>();
        for (int i = 0; i < pulled.size(); i++) {
            String id = pulled.get(i).id();
            OllamaModelFacts facts = asked.get(i).join();
            OptionalInt context = context(endpoint, id, facts, running);
            models.add(facts.listed(id).withContextTokens(context));
            facts.trainedContextTokens().ifPresent(trained -> {
                if (context.isPresent() && context.getAsInt() < trained) {
                    contextSources.put(
                            id,
                            "requested from Ollama; the model supports " + trained + ", set contextTokens to use more");
                }
            });
        }
        return new ModelList(models, UserText.verbatim("/api/show of Ollama"), contextSources);
    }

    private static OptionalInt context(
            Endpoint endpoint, String id, OllamaModelFacts facts, Map<String, Integer> running) {
        boolean hosted = !Addresses.isNearby(endpoint.apiBase().getHost()) || id.endsWith("cloud");
        if (hosted || facts.trainedContextTokens().isEmpty()) {
            return facts.trainedContextTokens();
        }
        if (facts.configuredContextTokens().isPresent()) {
            return facts.configuredContextTokens();
        }
        int loaded = running.getOrDefault(id, 0);
        int trained = facts.trainedContextTokens().getAsInt();
        return OptionalInt.of(Math.max(loaded, Math.min(trained, ROOM_FOR_AGENTS)));
    }

    private CompletableFuture<OllamaModelFacts> show(Endpoint endpoint, String model) {
        CompletableFuture<OllamaModelFacts> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("show-" + model).start(() -> answer.complete(facts(endpoint, model)));
        return answer;
    }

    private OllamaModelFacts facts(Endpoint endpoint, String model) {
        try {
            return OllamaModelFacts.readShow(modelList.json(endpoint, OllamaModelFacts.show(model), TimeLimits.QUERY));
        } catch (OpenLlmException unknown) {
            return OllamaModelFacts.readShow(MissingNode.getInstance());
        }
    }

    private Map<String, Integer> running(Endpoint endpoint) {
        try {
            JsonNode loaded = modelList.json(endpoint, OllamaModelFacts.running(), TimeLimits.QUERY);
            return OllamaModelFacts.readRunning(loaded);
        } catch (OpenLlmException unknown) {
            return Map.of();
        }
    }
}
