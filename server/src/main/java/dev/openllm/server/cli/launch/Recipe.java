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
 * The description of how a tool is configured to use the gateway. Strings and JSON in a recipe are templates; see
 * {@link Template}.
 *
 * @param name the name of the tool on the command line
 * @param title the display name of the tool
 * @param command the program to run; empty for an editor that is only configured
 * @param install the command that installs the tool, or a link to instructions
 * @param api the gateway API that the tool uses
 * @param window the smallest usable context window, in tokens; in a smaller window, the instructions of the tool itself
 *     leave little space for other content
 * @param needsTools whether the tool requires a model that supports tool calls
 * @param printOnly instructions for using the printed output; empty if the tool can be launched
 * @param notes the limitations of the tool that must be printed for the user
 * @param conflicts the tool arguments that would contradict the arguments that the launch passes
 * @param environment the environment variables; a JSON value is passed to the tool as a string
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

    /** The names of all tools. Tools that can be launched come first. */
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
     * A check that determines whether the installed version of a tool accepts certain arguments.
     *
     * @param arguments the arguments with which the tool is run for the check; the tool parses the arguments in
     *     question and exits
     * @param adds the arguments that are passed to the tool if the check succeeds
     */
    record Check(List<String> arguments, List<String> adds) {}

    /**
     * The content that {@code --configure} writes to a file.
     *
     * @param variable the environment variable that specifies the folder; empty if no such variable exists
     * @param folder the default folder, relative to the user's home folder
     * @param file the path of the file, relative to the folder
     * @param content the content that is merged into the file
     */
    record Configured(FileFormat format, String variable, String folder, String file, JsonNode content) {}

    boolean isLaunchable() {
        return printOnly.isEmpty();
    }

    static List<Recipe> all() {
        return NAMES.stream().map(Recipe::read).toList();
    }

    static Optional<Recipe> find(String name) {
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
        String folderField = System.getProperty("os.name", "").startsWith("Mac")
                ? "macFolder"
                : Windows.isCurrentOs() ? "windowsFolder" : "folder";
        return new Configured(
                FileFormat.named(json.path("format").asText()),
                json.path("variable").asText(),
                json.path(json.has(folderField) ? folderField : "folder").asText(),
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
