package dev.openllm.server.provider;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token limits that providers reported when they refused requests from this process. The limits apply until the
 * provider's model list changes, because a local server might then be running a different model. Instances are
 * thread-safe.
 */
final class LearnedLimits {

    private static final UserText SOURCE = UserText.of("a rejected request");

    /**
     * The maximum number of models whose limits are stored, which is more than a user needs. Without a maximum, a
     * provider that reports a limit for every invented model name could exhaust memory.
     */
    private static final int MAX_MODELS = 200;

    private final Map<Model, Limits> learned = new ConcurrentHashMap<>();

    private record Model(Endpoint endpoint, String model) {}

    private record Limits(OptionalInt contextTokens, OptionalInt outputTokens) {}

    void learn(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {
        if (learned.size() >= MAX_MODELS) {
            learned.clear();
        }
        learned.merge(
                new Model(endpoint, model),
                new Limits(contextTokens, outputTokens),
                (previous, latest) -> new Limits(
                        latest.contextTokens().isPresent() ? latest.contextTokens() : previous.contextTokens(),
                        latest.outputTokens().isPresent() ? latest.outputTokens() : previous.outputTokens()));
    }

    void forget(Endpoint endpoint) {
        learned.keySet().removeIf(model -> model.endpoint().equals(endpoint));
    }

    Optional<FactSheet> of(Endpoint endpoint, String model) {
        return Optional.ofNullable(learned.get(new Model(endpoint, model)))
                .map(limits -> FactSheet.limits(limits.contextTokens(), limits.outputTokens(), SOURCE));
    }
}
