package dev.openllm.server.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CachedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The user's decisions on model access and permissions, stored in {@code access.json} in the user's configuration
 * folder, which workspaces cannot write to. All processes of the user share the file.
 */
final class AccessDecisions {

    private static final TypeReference<List<AccessRule>> RULES = new TypeReference<>() {};

    /**
     * This class is separate so that the comparator is created only when a list is sorted: the AOT cache cannot store
     * the comparators of the JDK.
     */
    private static final class Order {
        private static final Comparator<AccessRule> BY_CONSUMER = Comparator.comparing(AccessRule::consumer)
                .thenComparing(rule -> rule.model().orElse(""))
                .thenComparing(rule -> rule.permission().map(Enum::name).orElse(""));
    }

    private final Path file;
    private final InterProcessLocks locks;
    private final CachedFile<List<AccessRule>> rules;

    AccessDecisions(Path userFolder) {
        this.file = userFolder.resolve("access.json");
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
        this.rules = new CachedFile<>(file, List.of(), AccessDecisions::parse);
    }

    /**
     * Returns the user's decision on whether a consumer may use the specified model or, if there is none, the decision
     * for all models.
     */
    Optional<Boolean> allowed(String consumer, String model) {
        List<AccessRule> matching = all().stream()
                .filter(rule ->
                        consumer.equals(rule.consumer()) && rule.permission().isEmpty())
                .filter(rule -> rule.model().isEmpty() || rule.model().get().equals(model))
                .toList();
        return matching.stream()
                .filter(rule -> rule.model().isPresent())
                .findFirst()
                .or(() -> matching.stream().findFirst())
                .map(AccessRule::allowed);
    }

    /**
     * Returns the user's decision on whether a connected program has the specified permission, which is not related to
     * models.
     */
    Optional<Boolean> allowed(String consumer, PeerPermission permission) {
        return all().stream()
                .filter(rule ->
                        consumer.equals(rule.consumer()) && rule.permission().equals(Optional.of(permission)))
                .findFirst()
                .map(AccessRule::allowed);
    }

    /**
     * Returns the decisions, sorted by consumer.
     *
     * @throws OpenLlmException of kind {@code config} if the file cannot be read, because access that the user has
     *     denied must remain denied
     */
    List<AccessRule> all() {
        try {
            return rules.get();
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    UserText.of(
                                            "Your access decisions in {0} cannot be read: {1}.",
                                            file, CannotRead.reason(unreadable)))
                            .withHint(UserText.of("Repair the file, or delete it. If you delete it, you are asked for"
                                    + " permission again.")),
                    unreadable);
        }
    }

    /**
     * Stores a decision, replacing any decision that it contradicts.
     *
     * @throws OpenLlmException if the decision cannot be saved
     */
    void remember(AccessRule decision) {
        change(
                rule -> rule.consumer().equals(decision.consumer())
                        && rule.model().equals(decision.model())
                        && rule.permission().equals(decision.permission()),
                List.of(decision));
    }

    /**
     * Removes the decisions for a consumer or, if a model is specified, only the decision for that model.
     *
     * @throws OpenLlmException if the removal cannot be saved
     */
    void forget(String consumer, Optional<String> model) {
        change(
                rule -> rule.consumer().equals(consumer)
                        && (model.isEmpty() || rule.model().equals(model)),
                List.of());
    }

    private void change(Predicate<AccessRule> toRemove, List<AccessRule> toAdd) {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            Map<AccessRule, JsonNode> stored = storedEntries();
            List<AccessRule> changed = new ArrayList<>(stored.keySet());
            changed.removeIf(toRemove);
            changed.addAll(toAdd);
            changed.sort(Order.BY_CONSUMER);
            List<JsonNode> entries = changed.stream()
                    .map(rule -> stored.getOrDefault(rule, Wire.JSON.valueToTree(rule)))
                    .toList();
            AtomicFile.replacePrivately(
                    file, Wire.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries));
        } catch (IOException unwritable) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.CONFIG, UserText.of("The decision cannot be saved to {0}.", file))
                            .withHint(CannotWrite.advice(
                                    unwritable,
                                    UserText.of("Check that you have permission to write to this file and that it"
                                            + " contains valid JSON."))),
                    unwritable);
        }
    }

    /**
     * Returns each access rule together with the JSON object that represents the rule in the file, including fields
     * that a newer version added.
     */
    private Map<AccessRule, JsonNode> storedEntries() throws IOException {
        byte[] json = BoundedFile.readIfPresent(file, BoundedFile.MAX_STATE_BYTES)
                .orElse("[]".getBytes(StandardCharsets.UTF_8));
        List<AccessRule> parsed = parse(json);
        JsonNode entries = Wire.JSON.readTree(json);
        Map<AccessRule, JsonNode> result = new LinkedHashMap<>();
        for (int i = 0; i < parsed.size(); i++) {
            result.put(parsed.get(i), entries.get(i));
        }
        return result;
    }

    private static List<AccessRule> parse(byte[] json) throws IOException {
        List<AccessRule> rules;
        try {
            JsonNode root = Wire.JSON.readTree(json);
            StateFormat.requireSupported(root);
            if (!root.isArray()) {
                throw invalidFormat();
            }
            rules = Wire.JSON.convertValue(root, RULES);
        } catch (IllegalArgumentException unknown) {
            throw invalidFormat();
        } catch (JsonProcessingException malformed) {
            throw new CannotRead(UserText.of("it is not valid JSON"));
        }
        // An unreadable rule might be one that denies access, so reject the entire file.
        if (rules.stream().anyMatch(rule -> rule == null || rule.consumer() == null)) {
            throw invalidFormat();
        }
        return List.copyOf(rules);
    }

    private static CannotRead invalidFormat() {
        return new CannotRead(UserText.of("it is not a list of access decisions"));
    }

    /** Returns a message that explains how to revoke the decisions for a consumer, so that the user is asked again. */
    static UserText revokeHint(String consumer) {
        return UserText.of(
                        "To be asked again, revoke the decision with `open-llm access revoke {0}`, or with the "
                                + "\"Open LLM: Manage Model Access\" command in VS Code.",
                        consumer)
                .inVsCode("To be asked again, revoke the decision with the \"Open LLM: Manage Model "
                        + "Access\" command.");
    }
}
