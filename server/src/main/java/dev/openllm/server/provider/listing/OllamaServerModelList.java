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
    private static final int MIN_CONTEXT_TOKENS = 32_768;

    private final ModelListClient client;

    OllamaServerModelList(ModelListClient client) {
        this.client = client;
    }

    ModelList fetch(Endpoint endpoint) {
        List<ListedModel> pulled = client.fetch(endpoint, TimeLimits.QUERY).models();
        List<CompletableFuture<OllamaModelFacts>> factRequests = pulled.stream()
                .map(model -> fetchFactsAsync(endpoint, model.id()))
                .toList();
        Map<String, Integer> running = fetchRunning(endpoint);
        List<ListedModel> models = new ArrayList<>();
        Map<String, String> contextSources = new HashMap<>();
        for (int i = 0; i < pulled.size(); i++) {
            String id = pulled.get(i).id();
            OllamaModelFacts facts = factRequests.get(i).join();
            OptionalInt context = chooseContextTokens(endpoint, id, facts, running);
            models.add(facts.toListedModel(id).withContextTokens(context));
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

    private static OptionalInt chooseContextTokens(
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
        return OptionalInt.of(Math.max(loaded, Math.min(trained, MIN_CONTEXT_TOKENS)));
    }

    private CompletableFuture<OllamaModelFacts> fetchFactsAsync(Endpoint endpoint, String model) {
        CompletableFuture<OllamaModelFacts> future = new CompletableFuture<>();
        Thread.ofVirtual().name("show-" + model).start(() -> future.complete(fetchFacts(endpoint, model)));
        return future;
    }

    private OllamaModelFacts fetchFacts(Endpoint endpoint, String model) {
        try {
            return OllamaModelFacts.readShow(
                    client.requestJson(endpoint, OllamaModelFacts.showRequest(model), TimeLimits.QUERY));
        } catch (OpenLlmException unknown) {
            return OllamaModelFacts.readShow(MissingNode.getInstance());
        }
    }

    private Map<String, Integer> fetchRunning(Endpoint endpoint) {
        try {
            JsonNode response = client.requestJson(endpoint, OllamaModelFacts.runningRequest(), TimeLimits.QUERY);
            return OllamaModelFacts.readRunning(response);
        } catch (OpenLlmException unknown) {
            return Map.of();
        }
    }
}
