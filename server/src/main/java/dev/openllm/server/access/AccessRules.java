package dev.openllm.server.access;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides whether a consumer may use a model. The user's decision for the model takes precedence over the user's
 * decision for all models. If there is no decision, the clients of this product and VS Code itself are allowed; for
 * other consumers, the setting {@code access.default} applies.
 */
final class AccessRules {

    /** The clients that are part of this product, and the chat and other features of VS Code itself. */
    private static final Set<String> ALWAYS_ALLOWED = Set.of(
            "cli",
            "python",
            "node",
            "java",
            "ansible",
            "gateway",
            "doctor",
            "playground",
            "vscode",
            "open-llm",
            "core",
            "github.copilot-chat");

    private final AccessDecisions decisions;
    private final Supplier<Map<String, String>> settings;

    AccessRules(AccessDecisions decisions, Supplier<Map<String, String>> settings) {
        this.decisions = decisions;
        this.settings = settings;
    }

    Decision decide(String consumer, RequestedModel model) {
        return decisions
                .allowed(consumer, model.id())
                .map(allowed -> allowed ? Decision.ALLOWED : Decision.DENIED)
                .orElseGet(() -> ALWAYS_ALLOWED.contains(consumer) ? Decision.ALLOWED : byDefault(consumer, model));
    }

    private Decision byDefault(String consumer, RequestedModel model) {
        return switch (settings.get().getOrDefault("access.default", "keys")) {
            case "deny" -> Decision.DENIED_BY_SETTING;
            case "allow" -> Decision.ALLOWED;
            case "ask" -> isExtension(consumer) ? Decision.ASK : Decision.ALLOWED;
            default -> isExtension(consumer) && model.spendsKey().getAsBoolean() ? Decision.ASK : Decision.ALLOWED;
        };
    }

    /**
     * Returns whether a consumer is an extension. The ID of an extension has the form {@code publisher.name}. Any other
     * consumer is a program that the user started or that has a gateway token. The user created this token for the
     * program's name, which cannot contain a dot, and creating the token counts as consent.
     */
    private static boolean isExtension(String consumer) {
        return consumer.indexOf('.') > 0;
    }
}
