package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigEdit;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Generates configuration documents and edits from a seed. */
public final class RandomEdits {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> PROVIDERS = List.of("openai", "work", "ollama", "p.q", "täst", "a-b");
    private static final List<String> MODELS = List.of("gpt-5", "m:7b", "x/y", "1.10", "on", "😀");
    private static final List<String> TEXTS = List.of(
            "plain", "two words", "on", "1.10", "a: b", "it's", "\"q\"", "", "# no", "ümlaut", "tab\there", "null");

    private final Random random;

    public RandomEdits(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a file in mixed styles that contains many comments, each with a unique number. */
    public String file() {
        StringBuilder yaml = new StringBuilder("# comment 0\n");
        int comment = 1;
        yaml.append("default_model: ")
                .append(pick(List.of("a/b", "'a/b'", "\"a/b\"")))
                .append(" # comment ")
                .append(comment++)
                .append('\n');
        yaml.append("my_own: {deep: [1, two, {three: 3}]}\n\n");
        yaml.append("providers:\n");
        String indent = random.nextBoolean() ? "  " : "";
        for (String name : PROVIDERS.subList(0, 1 + random.nextInt(PROVIDERS.size()))) {
            yaml.append(indent).append("# comment ").append(comment++).append('\n');
            if (random.nextInt(4) == 0) {
                yaml.append(indent).append("- ").append(name).append('\n');
                continue;
            }
            yaml.append(indent).append("- name: ").append(name).append('\n');
            yaml.append(indent).append("  # comment ").append(comment++).append('\n');
            yaml.append(indent)
                    .append("  enabled: ")
                    .append(pick(List.of("true", "no", "on")))
                    .append('\n');
            yaml.append(indent).append("  x_note: \"keep me\"\n");
            yaml.append(models(indent, comment));
            comment += 10;
            if (random.nextBoolean()) {
                yaml.append(indent).append("  headers: {X-A: '1', X-B: two}\n");
            }
        }
        yaml.append("# comment ").append(comment).append('\n');
        return random.nextInt(4) == 0 ? yaml.toString().replace("\n", "\r\n") : yaml.toString();
    }

    private String models(String indent, int comment) {
        return switch (random.nextInt(4)) {
            case 0 -> indent + "  models: [gpt-5, {id: 'm:7b', tools: true}]\n";
            case 1 -> indent + "  models: all\n";
            case 2 ->
                indent + "  models:\n" + indent + "    # comment " + comment + "\n" + indent + "    - gpt-5\n" + indent
                        + "    - id: m:7b\n" + indent + "      # comment " + (comment + 1) + "\n" + indent
                        + "      context_tokens: 1_000\n";
            default -> "";
        };
    }

    /** Returns an edit that is valid for at least one of the generated files. */
    public ConfigEdit edit() {
        String provider = pick(PROVIDERS);
        return switch (random.nextInt(12)) {
            case 0 -> set(JSON.textNode("a/" + pick(MODELS).replace(' ', '_')), "defaultModel");
            case 1 -> set(JSON.booleanNode(random.nextBoolean()), "providers", provider, "enabled");
            case 2 -> set(JSON.textNode(pick(TEXTS)), "providers", provider, "display_name");
            case 3 -> set(JSON.textNode(pick(TEXTS)), "providers", provider, "quirks", pick(List.of("one", "two")));
            case 4 -> set(models(), "providers", provider, "models");
            case 5 ->
                set(
                        JSON.numberNode(1 + random.nextInt(9)),
                        "providers",
                        provider,
                        "models",
                        pick(MODELS),
                        "contextTokens");
            case 6 -> remove("providers", provider, "models", pick(MODELS));
            case 7 ->
                remove("providers", provider, pick(List.of("enabled", "displayName", "quirks", "headers", "models")));
            case 8 -> set(JSON.numberNode(random.nextInt(9)), "policies", pick(List.of("retries", "silenceSeconds")));
            case 9 -> remove("policies", pick(List.of("retries", "silence_seconds")));
            case 10 ->
                set(
                        JSON.arrayNode().add(pick(TEXTS)).add("b*"),
                        "providers",
                        provider,
                        pick(List.of("include", "exclude")));
            default -> remove("providers", provider);
        };
    }

    private ArrayNode models() {
        ArrayNode models = JSON.arrayNode();
        for (String model : MODELS) {
            if (random.nextBoolean()) {
                ObjectNode object = JSON.objectNode().put("id", model).put("vision", true);
                models.insert(random.nextInt(models.size() + 1), random.nextBoolean() ? JSON.textNode(model) : object);
            }
        }
        return models;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static ConfigEdit set(JsonNode value, String... path) {
        return new ConfigEdit(List.of(path), Optional.of(value));
    }

    private static ConfigEdit remove(String... path) {
        return new ConfigEdit(List.of(path), Optional.empty());
    }
}
