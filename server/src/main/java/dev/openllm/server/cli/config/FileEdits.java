package dev.openllm.server.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes a single edit to a configuration file. */
record FileEdits(Servers servers, Terminal terminal, CommonOptions common, ConfigTarget target) {

    /**
     * Sets a value. If the edit would delete existing values, asks for confirmation and saves a backup of the file.
     *
     * @param confirmed whether the user confirmed the edit in advance
     */
    int set(ConfigEdit edit, boolean confirmed) {
        try (Session session = open()) {
            List<String> removedValues = send(session, edit, true, false).changes().stream()
                    .flatMap(FileEdits::removedValues)
                    .toList();
            if (!removedValues.isEmpty() && !confirmed && !confirm(edit, removedValues)) {
                new StderrMessages(terminal).note("Nothing was written.");
                return ExitCode.OK.code();
            }
            return print(send(session, edit, false, !removedValues.isEmpty()));
        }
    }

    /** Makes an edit without asking for confirmation. */
    int apply(ConfigEdit edit) {
        try (Session session = open()) {
            return print(send(session, edit, false, false));
        }
    }

    /** Removes a value. If the value is a list or a block, a backup of the file is saved. */
    int remove(ConfigEdit edit) {
        try (Session session = open()) {
            boolean needsBackup = edit.items().isPresent()
                    || send(session, edit, true, false).changes().stream()
                            .anyMatch(change -> change.before()
                                    .filter(JsonNode::isContainerNode)
                                    .isPresent());
            return print(send(session, edit, false, needsBackup));
        }
    }

    /** If the new default model cannot respond, prints the reason. The model remains the default. */
    void noteDefaultModel(String model) {
        try (Session session = open()) {
            DefaultModelNote.of(session, model).ifPresent(new StderrMessages(terminal)::note);
        }
    }

    /** If a new provider cannot be used, prints the reason. The provider remains in the configuration. */
    void noteProvider(String name) {
        try (Session session = open()) {
            DefaultModelNote.awaitModels(session, name);
            Session.get(session.server().listProviders(new ListProvidersParams(false, false))).providers().stream()
                    .filter(provider -> provider.name().equals(name))
                    .flatMap(provider -> provider.status().error().stream())
                    .findFirst()
                    .ifPresent(error -> new StderrMessages(terminal)
                            .note(error.message() + " " + error.hint().orElse("")));
        }
    }

    private Session open() {
        return Session.open(servers, common.configToWrite());
    }

    private ConfigEditResult send(Session session, ConfigEdit edit, boolean preview, boolean backup) {
        ConfigEditParams params = new ConfigEditParams(target, List.of(edit), preview, Optional.empty(), backup);
        return Session.get(session.server().editConfig(params));
    }

    private boolean confirm(ConfigEdit edit, List<String> removedValues) {
        String path = String.join(" ", edit.path());
        String summary = removedValues.stream().limit(5).collect(Collectors.joining(", "))
                + (removedValues.size() > 5 ? " and " + (removedValues.size() - 5) + " more" : "");
        if (!terminal.inIsTerminal() || !terminal.errIsTerminal()) {
            throw new UsageError("Setting " + path + " would remove " + summary + ", so nothing was written. To add "
                    + "single items, run `open-llm config add " + path + " VALUE`. To replace the values, add --yes.");
        }
        return new StderrMessages(terminal).confirm("This change removes " + summary + ". Replace " + path + "?");
    }

    /** Returns the values and list items that a change deletes even though the user did not specify them. */
    private static Stream<String> removedValues(ConfigChange change) {
        String path = String.join(".", change.path());
        if (change.before().isEmpty()) {
            return Stream.empty();
        }
        JsonNode before = change.before().get();
        if (change.after().isEmpty()) {
            return Stream.of(path);
        }
        BiPredicate<JsonNode, JsonNode> contains = (list, item) -> items(list).anyMatch(item::equals);
        return before.isArray()
                ? items(before)
                        .filter(item -> !contains.test(change.after().get(), item))
                        .map(item -> item.isTextual() ? item.textValue() : item.toString())
                : Stream.empty();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private int print(ConfigEditResult result) {
        if (common.json()) {
            new JsonLines(terminal.out()).write(result);
            return ExitCode.OK.code();
        }
        String message = "Changed " + result.file().orElse("the configuration") + "."
                + result.backup().map(copy -> " Backup: " + copy).orElse("");
        new StderrMessages(terminal).note(result.changes().isEmpty() ? "Nothing to change." : message);
        return ExitCode.OK.code();
    }
}
