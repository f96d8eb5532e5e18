package dev.openllm.server.cli.imports;

import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.server.cli.add.Additions;
import dev.openllm.server.cli.session.AskingServers;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import dev.openllm.server.imports.ImportLocations;
import dev.openllm.server.imports.ImportPlan;
import dev.openllm.server.imports.Imports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Import providers, models, and API keys from VS Code (chatLanguageModels.json), LiteLLM, "
                + "Continue, llm, and Abbenay. The command shows a preview and asks for confirmation. The source files "
                + "are not changed.",
        footer = {
            "",
            "Examples:",
            "  open-llm import",
            "  open-llm import llm --dry-run",
            "  open-llm import ./litellm_config.yaml --yes"
        })
public final class ImportCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "SOURCE|FILE",
            arity = "0..1",
            description =
                    "The program to import from (vscode, litellm, continue, llm, or abbenay) or one of its files. "
                            + "Default: all configurations found in the standard locations.")
    private String what;

    @Option(names = "--dry-run", description = "Show the changes without writing them.")
    private boolean dryRun;

    @Option(names = "--no-keys", description = "Do not import API keys.")
    private boolean withoutKeys;

    @Option(
            names = {"-y", "--yes"},
            description = "Write the configuration and copy the API keys to the key store without asking for "
                    + "confirmation.")
    private boolean yes;

    public ImportCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages messages = new StderrMessages(terminal);
        List<ImportPlan> plans = readPlans();
        if (plans.isEmpty()) {
            messages.note("Nothing to import was found. To import a specific file, run: open-llm import FILE");
            return ExitCode.OK.code();
        }
        try (Session session = Session.open(servers, common.configToWrite())) {
            if (common.config().isPresent() || common.configToWrite().isEmpty()) {
                session.problems().forEach(messages::problem);
            }
            MergedPlan plan = MergedPlan.of(plans, configured(session), hasDefault(session));
            Preview preview = new Preview(terminal, plan, !withoutKeys);
            if (common.json()) {
                preview.printJson();
            } else {
                preview.print();
            }
            if (plan.isEmpty(!withoutKeys)) {
                messages.note("There is nothing new to import.");
                return ExitCode.OK.code();
            }
            if (dryRun) {
                messages.note("Nothing was written.");
                return ExitCode.OK.code();
            }
            return write(session, plan, messages).code();
        }
    }

    private List<ImportPlan> readPlans() {
        Imports imports = new Imports(ImportLocations.ofThisProcess(servers.environment()));
        if (what == null) {
            return imports.findAll();
        }
        if (Imports.ids().contains(what)) {
            return List.of(imports.of(what));
        }
        Path file = Path.of(what);
        if (!Files.exists(file)) {
            throw new UsageError("No file or program is named " + Terminal.sanitize(what) + ". Supported programs: "
                    + String.join(", ", Imports.ids()) + ".");
        }
        return List.of(imports.of(file.toAbsolutePath()));
    }

    private Set<MergedPlan.Existing> configured(Session session) {
        return Session.get(session.server().listProviders(new ListProvidersParams(false, false))).providers().stream()
                .filter(info -> !Set.of("found running", "built in")
                        .contains(info.source().orElse("")))
                .map(info -> new MergedPlan.Existing(
                        info.name(), info.apiBase(), info.keySource().isPresent()))
                .collect(Collectors.toSet());
    }

    private static boolean hasDefault(Session session) {
        return !Session.get(session.server().showConfig(new ConfigShowParams(List.of("defaultModel"))))
                .values()
                .isEmpty();
    }

    private ExitCode write(Session session, MergedPlan plan, StderrMessages messages) {
        boolean hasKeys = !withoutKeys && !plan.keys().isEmpty();
        Additions additions = new Additions(session);
        List<ConfigEdit> edits = plan.edits();
        if (!edits.isEmpty()) {
            String file = additions.preview(edits).file().orElse("the configuration");
            if (!confirm("Write " + pluralize(plan.added().size(), "provider") + " to " + file + "?")) {
                messages.note("Nothing was written.");
                return ExitCode.OK;
            }
            ConfigEditResult applied = additions.write(edits);
            messages.note("Changed " + applied.file().orElse("the configuration") + ".");
        }
        if (hasKeys && confirm("Copy " + pluralize(plan.keys().size(), "key") + " to the key store?")) {
            plan.keys().forEach((provider, key) -> store(additions, provider, key, messages));
        }
        messages.note("Run `open-llm providers` to check whether the providers respond.");
        return ExitCode.OK;
    }

    /** Stores an API key. A failure is only reported, because it must not prevent other keys from being stored. */
    private static void store(Additions additions, String provider, ImportPlan.FoundKey key, StderrMessages messages) {
        try {
            additions.storeKey(provider, key.reveal(), Optional.empty()).forEach(messages::note);
        } catch (OpenLlmException failed) {
            messages.error(failed.info());
        }
    }

    private boolean confirm(String question) {
        if (yes) {
            return true;
        }
        if (!AskingServers.canAsk(terminal)) {
            throw new UsageError("Confirmation requires a terminal. Add --yes to write the changes, or --dry-run to "
                    + "preview them.");
        }
        return new StderrMessages(terminal).confirm(question);
    }

    private static String pluralize(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
