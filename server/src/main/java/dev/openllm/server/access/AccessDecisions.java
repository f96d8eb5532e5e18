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
        private static final Comparator<AccessRule> OF_RULES = Comparator.comparing(AccessRule::consumer)
                .thenComparing(rule -> rule.model().orElse(""))
                .thenComparing(rule -> rule.permission().map(Enum::name).orElse(""));
    }

    private final Path file;
    private final InterProcessLocks turns;
    private final CachedFile<List<AccessRule>> rules;

    AccessDecisions(Path userFolder) {
        this.file = userFolder.resolve("access.json");
        this.turns = new InterProcessLocks(userFolder.resolve("locks"));
        this.rules = new CachedFile<>(file, List.of(), AccessDecisions::parse);
    }

    /**
     * Returns the user's decision on whether a consumer may use the specified model or, if there is none, the decision
     * for all models.
     */
    Optional<Boolean> allowed(String consumer, String model) {
        List<AccessRule> about = all().stream()
                .filter(rule ->
                        consumer.equals(rule.consumer()) && rule.permission().isEmpty())
                .filter(rule -> rule.model().isEmpty() || rule.model().get().equals(model))
                .toList();
        return about.stream()
                .filter(rule -> rule.model().isPresent())
                .findFirst()
                .or(() -> about.stream().findFirst())
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
    void remember(AccessRule answer) {
        change(
                rule -> rule.consumer().equals(answer.consumer())
                        && rule.model().equals(answer.model())
                        && rule.permission().equals(answer.permission()),
                List.of(answer));
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

    private void change(Predicate<AccessRule> leaving, List<AccessRule> coming) {
        try (InterProcessLocks.Turn turn = turns.take(file)) {
            Map<AccessRule, JsonNode> written = written();
            List<AccessRule> changed = new ArrayList<>(written.keySet());
            changed.removeIf(leaving);
            changed.addAll(coming);
            changed.sort(Order.OF_RULES);
            List<JsonNode> entries = changed.stream()
                    .map(rule -> written.getOrDefault(rule, Wire.JSON.valueToTree(rule)))
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
    private Map<AccessRule, JsonNode> written() throws IOException {
        byte[] json = BoundedFile.readIfPresent(file, BoundedFile.STATE).orElse("[]".getBytes(StandardCharsets.UTF_8));
        List<AccessRule> known = parse(json);
        JsonNode entries = Wire.JSON.readTree(json);
        Map<AccessRule, JsonNode> written = new LinkedHashMap<>();
        for (int i = 0; i < known.size(); i++) {
            written.put(known.get(i), entries.get(i));
        }
        return written;
    }

    private static List<AccessRule> parse(byte[] json) throws IOException {
        List<AccessRule> rules;
        try {
            JsonNode root = Wire.JSON.readTree(json);
            StateFormat.require(root);
            if (!root.isArray()) {
                throw notRules();
            }
            rules = Wire.JSON.convertValue(root, RULES);
        } catch (IllegalArgumentException unknown) {
            throw notRules();
        } catch (JsonProcessingException malformed) {
            throw new CannotRead(UserText.of("it is not valid JSON"));
        }
        // An unreadable rule might be one that denies access, so reject the entire file.
        if (rules.stream().anyMatch(rule -> rule == null || rule.consumer() == null)) {
            throw notRules();
        }
        return List.copyOf(rules);
    }

    private static CannotRead notRules() {
        return new CannotRead(UserText.of("it is not a list of access decisions"));
    }

    /** Returns a message that explains how to revoke the decisions for a consumer, so that the user is asked again. */
    static UserText howToForget(String consumer) {
        return UserText.of(
                        "To be asked again, revoke the decision with `open-llm access revoke {0}`, or with the "
                                + "\"Open LLM: Manage Model Access\" command in VS Code.",
                        consumer)
                .inVsCode("To be asked again, revoke the decision with the \"Open LLM: Manage Model "
                        + "Access\" command.");
    }
}
