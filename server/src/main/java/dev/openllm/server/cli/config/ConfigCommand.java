package dev.openllm.server.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "Show or change the configuration.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  open-llm config show",
            "  open-llm config keys",
            "  open-llm config set default_model ollama/llama3.2",
            "  open-llm config add providers openai",
            "  open-llm config set providers work api_base https://llm.example.com/v1",
            "  open-llm config remove providers work exclude \"*-preview\"",
            "  open-llm config unset providers work",
            "  open-llm config import --dry-run"
        })
public final class ConfigCommand {

    private static final String PATH_DESCRIPTION =
            "The path of the setting, as separate words, such as providers openai models "
                    + "gpt-5 tools, or as one word with dots, such as secrets.keychain.";

    /** The configuration keys whose child keys are names that the user chose. */
    private static final Set<String> NAMED_ITEM_KEYS = Set.of("providers", "models", "headers", "quirks", "aliases");

    private final Servers servers;
    private final Terminal terminal;

    public ConfigCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** The options that select the configuration values to show. */
    static final class Part {

        @Option(names = "--explain", description = "Also show overridden values.")
        private boolean explain;

        @Parameters(paramLabel = "PATH", arity = "0..*", description = PATH_DESCRIPTION)
        private List<String> path = List.of();
    }

    /** The configuration path and the value to set. */
    static final class Assignment {

        @Parameters(
                paramLabel = "PATH... VALUE",
                hideParamSyntax = true,
                arity = "1..*",
                description =
                        PATH_DESCRIPTION + " The last argument is the value: text, a number, true, false, or JSON.")
        private List<String> words;
    }

    /** The configuration path of a list, and the item to add or remove. */
    static final class Item {

        @Parameters(
                paramLabel = "PATH... VALUE",
                hideParamSyntax = true,
                arity = "1..*",
                description =
                        "The path of the list, in the same form as for 'config set', followed by the item: a name, a"
                                + " string, or a JSON value.")
        private List<String> words;
    }

    /** The configuration path of the value to remove. */
    static final class Target {

        @Parameters(paramLabel = "PATH", arity = "1..*", description = PATH_DESCRIPTION)
        private List<String> path;
    }

    /** The option that confirms a change in advance. */
    static final class Consent {

        @Option(
                names = {"-y", "--yes"},
                description = "Remove values from a list or block without asking for confirmation.")
        private boolean yes;
    }

    /** The parameter that limits the list of configuration keys. */
    static final class Search {

        @Parameters(
                paramLabel = "WORD",
                arity = "0..1",
                description = "List only settings whose keys contain this word.")
        private String word;
    }

    /** The option that selects the configuration file to change. */
    static final class Level {

        @Option(
                names = "--workspace",
                description = "Use this folder's configuration file instead of the user " + "configuration file.")
        private boolean workspace;
    }

    @Command(name = "show", description = "Show effective values with their source file and line.")
    int show(@Mixin CommonOptions common, @Mixin Part part) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            ConfigShowResult result =
                    Session.get(session.server().showConfig(new ConfigShowParams(splitPath(part.path))));
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                result.values().forEach(lines::write);
            } else if (result.values().isEmpty() && part.path != null) {
                String path = String.join(".", part.path);
                new StderrMessages(terminal)
                        .note("Nothing sets " + Terminal.sanitize(path)
                                + ". To see all settings and their defaults: open-llm config keys");
            } else {
                print(result, part.explain);
            }
            return (result.values().isEmpty() && part.path != null ? ExitCode.FAILED : ExitCode.OK).code();
        }
    }

    private void print(ConfigShowResult result, boolean explain) {
        TextTable table = new TextTable(List.of("SETTING", "VALUE", "SOURCE"));
        for (ConfigShowResult.Value value : result.values()) {
            table.addRow(yamlPath(value.path()), formatValue(value.value()), formatLocation(value.origin()));
            if (explain) {
                value.overridden()
                        .forEach(overridden -> table.addRow(
                                "  overrides", formatValue(overridden.value()), formatLocation(overridden.origin())));
            }
        }
        table.print(terminal);
    }

    @Command(
            name = "keys",
            description = "List the keys of all settings with their descriptions.",
            footer = {"", "Examples:", "  open-llm config keys", "  open-llm config keys network"})
    int keys(@Mixin CommonOptions common, @Mixin Search search) {
        String word = search.word;
        try (Session session = Session.open(servers, common.config())) {
            List<ConfigKeys.Key> keys = new ConfigKeys(session)
                    .all().stream()
                            .filter(key -> word == null || key.key().contains(word))
                            .toList();
            if (keys.isEmpty()) {
                throw new UsageError("No key contains " + Terminal.sanitize(word) + ".");
            }
            if (common.json()) {
                keys.forEach(new JsonLines(terminal.out())::write);
                return ExitCode.OK.code();
            }
            TextTable table = new TextTable(List.of("KEY", "DESCRIPTION"));
            keys.forEach(key -> table.addRow(
                    key.key(),
                    key.description()
                            + (key.values().isEmpty() ? "" : " Values: " + String.join(", ", key.values()) + ".")));
            table.print(terminal);
        }
        return ExitCode.OK.code();
    }

    @Command(name = "path", description = "List the configuration files, lowest precedence first.")
    int path(@Mixin CommonOptions common) {
        try (Session session = Session.open(servers, common.config())) {
            List<ConfigShowResult.Place> files =
                    Session.get(session.server().showConfig(ConfigShowParams.ALL)).places().stream()
                            .filter(place -> place.file().isPresent())
                            .toList();
            if (common.json()) {
                files.forEach(new JsonLines(terminal.out())::write);
            } else {
                files.forEach(this::printFile);
            }
        }
        terminal.out().flush();
        return ExitCode.OK.code();
    }

    private void printFile(ConfigShowResult.Place place) {
        place.file()
                .ifPresent(file ->
                        terminal.out().println(Terminal.sanitize(file) + (place.exists() ? "" : "  (missing)")));
    }

    @Command(
            name = "import",
            description = "Copy the Open LLM settings from VS Code to the configuration file, replacing existing "
                    + "values of the same settings. The command shows the changes and asks for confirmation "
                    + "before it writes them. A backup of the file is saved, and API keys are never copied.")
    int importSettings(@Mixin CommonOptions common, @Mixin ConfigTransfer.Choice choice) {
        return new ConfigTransfer(servers, terminal).run(common, choice, ConfigStore.VSCODE);
    }

    @Command(
            name = "export",
            description = "Copy the settings from the configuration file to VS Code, replacing existing values "
                    + "of the same settings. The command shows the changes and asks for confirmation before "
                    + "it writes them. A backup of the VS Code settings file is saved, and API keys are "
                    + "never copied.")
    int exportSettings(@Mixin CommonOptions common, @Mixin ConfigTransfer.Choice choice) {
        return new ConfigTransfer(servers, terminal).run(common, choice, ConfigStore.NATIVE);
    }

    @Command(
            name = "set",
            description = "Set a value in the configuration file. Comments and other values are preserved. If "
                    + "the change would remove values from a list or block, the command asks for "
                    + "confirmation and saves a backup. To change single items, use 'config add' and 'config "
                    + "remove'.")
    int set(@Mixin CommonOptions common, @Mixin Level level, @Mixin Consent consent, @Mixin Assignment assignment) {
        if (assignment.words.size() < 2) {
            throw new UsageError(
                    "The value is missing. Specify one, as in `open-llm config set default_model ollama/llama3.2`.");
        }
        ConfigEdit edit = new ConfigEdit(pathOf(assignment.words), Optional.of(valueOf(assignment.words)));
        FileEdits edits = edits(common, level);
        int exitCode = edits.set(edit, consent.yes);
        if (exitCode == ExitCode.OK.code() && isDefaultModel(edit)) {
            edits.noteDefaultModel(edit.value().orElseThrow().asText());
        }
        return exitCode;
    }

    private static boolean isDefaultModel(ConfigEdit edit) {
        return edit.path().equals(List.of("default_model")) || edit.path().equals(List.of("defaultModel"));
    }

    @Command(
            name = "add",
            description = "Add an item to a list in the configuration file, such as a provider to the providers list.")
    int add(@Mixin CommonOptions common, @Mixin Level level, @Mixin Item item) {
        ConfigEdit edit = itemEdit(item, ConfigEdit.Items.ADD);
        FileEdits edits = edits(common, level);
        int exitCode = edits.apply(edit);
        if (exitCode == ExitCode.OK.code() && edit.path().equals(List.of("providers"))) {
            edits.noteProvider(edit.value().orElseThrow().asText());
        }
        return exitCode;
    }

    @Command(
            name = "remove",
            description = "Remove an item from a list in the configuration file. A backup of the file is saved.")
    int remove(@Mixin CommonOptions common, @Mixin Level level, @Mixin Item item) {
        return edits(common, level).remove(itemEdit(item, ConfigEdit.Items.REMOVE));
    }

    private static ConfigEdit itemEdit(Item item, ConfigEdit.Items operation) {
        if (item.words.size() < 2) {
            throw new UsageError("The item is missing. Specify one, as in `open-llm config add providers openai`.");
        }
        return new ConfigEdit(pathOf(item.words), Optional.of(valueOf(item.words)), Optional.of(operation));
    }

    @Command(
            name = "unset",
            description =
                    "Remove a value from the configuration file. A backup of the file is saved if the value is a list "
                            + "or block.")
    int unset(@Mixin CommonOptions common, @Mixin Level level, @Mixin Target target) {
        return edits(common, level).remove(new ConfigEdit(splitPath(target.path), Optional.empty()));
    }

    private FileEdits edits(CommonOptions common, Level level) {
        ConfigTarget target = new ConfigTarget(
                ConfigStore.NATIVE, level.workspace ? ConfigLevel.WORKSPACE : ConfigLevel.USER, Optional.empty());
        return new FileEdits(servers, terminal, common, target);
    }

    private static List<String> pathOf(List<String> words) {
        return splitPath(words.subList(0, words.size() - 1));
    }

    private static JsonNode valueOf(List<String> words) {
        return parseValue(words.getLast());
    }

    private static List<String> splitPath(List<String> path) {
        return path.size() == 1 ? Arrays.asList(path.getFirst().split("\\.")) : path;
    }

    private static JsonNode parseValue(String text) {
        try {
            JsonNode json = Wire.JSON
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            return json.isMissingNode() ? TextNode.valueOf(text) : json;
        } catch (JsonProcessingException justText) {
            return TextNode.valueOf(text);
        }
    }

    /**
     * Converts a path to the notation of the YAML file. The names of providers, models, headers, and similar elements
     * are not changed.
     */
    static String yamlPath(List<String> path) {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            boolean isName = i > 0 && NAMED_ITEM_KEYS.contains(path.get(i - 1));
            segments.add(
                    isName
                            ? path.get(i)
                            : path.get(i)
                                    .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                                    .toLowerCase(Locale.ROOT));
        }
        return String.join(".", segments);
    }

    private static String formatValue(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static String formatLocation(ConfigShowResult.Origin origin) {
        return origin.line() == 0 ? origin.place() : origin.place() + ":" + origin.line();
    }
}
