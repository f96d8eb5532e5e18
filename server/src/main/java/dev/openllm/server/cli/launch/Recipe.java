package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a tool is configured to use the gateway. Text and JSON in it are templates, see {@link Template}.
 *
 * @param name the name on the command line
 * @param title the name that its makers use
 * @param command the program; empty for an editor that is only configured
 * @param install how it is installed: a command, or a documentation page
 * @param api the API that it uses
 * @param window the smallest context window, in tokens, that has room for its own instructions
 * @param needsTools whether it only works with models that support tools
 * @param printOnly what to do with the printed settings; empty for a tool that can be launched
 * @param conflicts arguments of the tool that would contradict what is passed to it
 * @param environment a value is text, or JSON that is passed as text
 * @param files content by name, written to a private folder
 */
record Recipe(
        String name,
        String title,
        String command,
        String install,
        String api,
        int window,
        boolean needsTools,
        Optional<String> printOnly,
        List<String> conflicts,
        List<String> arguments,
        Map<String, JsonNode> environment,
        Map<String, JsonNode> files,
        Optional<Check> check,
        Optional<Configured> configured) {

    /** All tools, those that can be launched first. */
    private static final List<String> NAMES = List.of(
            "claude",
            "codex",
            "opencode",
            "aider",
            "copilot",
            "qwen",
            "gemini",
            "cline",
            "continue",
            "llm",
            "goose",
            "crush",
            "zed",
            "vscode",
            "jetbrains");

    /**
     * Arguments that a version of the tool may refuse.
     *
     * @param arguments makes the tool parse them and exit
     * @param adds the arguments that are passed if that succeeds
     */
    record Check(List<String> arguments, List<String> adds) {}

    /**
     * What {@code --configure} writes.
     *
     * @param file in the user's home folder
     * @param content merged into the file
     */
    record Configured(String file, JsonNode content) {}

    boolean launchable() {
        return printOnly.isEmpty();
    }

    static List<Recipe> all() {
        return NAMES.stream().map(Recipe::read).toList();
    }

    static Optional<Recipe> named(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static Recipe read(String name) {
        try (InputStream resource =
                Recipe.class.getResourceAsStream("/dev/openllm/server/cli/launch/" + name + ".json")) {
            return parse(Wire.JSON.readTree(resource));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Recipe parse(JsonNode json) {
        return new Recipe(
                json.path("name").asText(),
                json.path("title").asText(),
                json.path("command").asText(),
                json.path("install").asText(),
                json.path("api").asText(),
                json.path("window").asInt(),
                json.path("needsTools").asBoolean(),
                Optional.ofNullable(json.path("printOnly").textValue()),
                texts(json.path("conflicts")),
                texts(json.path("arguments")),
                fields(json.path("environment")),
                fields(json.path("files")),
                present(json.path("check"))
                        .map(check -> new Check(texts(check.path("arguments")), texts(check.path("adds")))),
                present(json.path("configure"))
                        .map(entry -> new Configured(entry.path("file").asText(), entry.path("content"))));
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return node instanceof MissingNode ? Optional.empty() : Optional.of(node);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
