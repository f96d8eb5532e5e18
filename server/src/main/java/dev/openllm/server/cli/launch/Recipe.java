package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.toolfiles.FileFormat;
import dev.openllm.server.windows.Windows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes how a tool is configured to use the gateway. The text and JSON of a recipe are templates; see {@link
 * Template}.
 *
 * @param name the name on the command line
 * @param title the official name
 * @param command the program to run; empty for an editor that is only configured
 * @param install the command that installs the tool, or a link to instructions
 * @param api the API that the tool uses
 * @param window the smallest context window, in tokens, that has enough space for more than the tool's own instructions
 * @param needsTools whether the tool is useful only with a model that supports tool calls
 * @param printOnly how to use the printed output; empty for a tool that can be launched
 * @param notes the limits that cannot be passed to the tool, for readers of the printed output
 * @param conflicts the tool arguments that would contradict the passed arguments
 * @param environment the environment variables, whose values are text or JSON that is passed as text
 * @param files the contents of the files to write to a private folder, by file name
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
        List<String> notes,
        List<String> conflicts,
        List<String> arguments,
        Map<String, JsonNode> environment,
        Map<String, JsonNode> files,
        Optional<Check> check,
        List<Configured> configured) {

    /** The names of all tools; tools that can be launched come first. */
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
     * Arguments that some versions of the tool might reject.
     *
     * @param arguments the arguments that make the tool parse these arguments and exit
     * @param adds the arguments that are passed if the check succeeds
     */
    record Check(List<String> arguments, List<String> adds) {}

    /**
     * The content that {@code --configure} writes to one file.
     *
     * @param variable the environment variable that specifies the folder; can be empty
     * @param folder the default folder, relative to the user's home folder
     * @param file the path of the file, relative to the folder
     * @param content the content that is merged into the file
     */
    record Configured(FileFormat format, String variable, String folder, String file, JsonNode content) {}

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
                texts(json.path("notes")),
                texts(json.path("conflicts")),
                texts(json.path("arguments")),
                fields(json.path("environment")),
                fields(json.path("files")),
                present(json.path("check"))
                        .map(check -> new Check(texts(check.path("arguments")), texts(check.path("adds")))),
                json.path("configure").valueStream().map(Recipe::configured).toList());
    }

    private static Configured configured(JsonNode json) {
        String system = System.getProperty("os.name", "").startsWith("Mac")
                ? "macFolder"
                : Windows.isHere() ? "windowsFolder" : "folder";
        return new Configured(
                FileFormat.named(json.path("format").asText()),
                json.path("variable").asText(),
                json.path(json.has(system) ? system : "folder").asText(),
                json.path("file").asText(),
                json.path("content"));
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
