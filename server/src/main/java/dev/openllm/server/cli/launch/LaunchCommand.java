package dev.openllm.server.cli.launch;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.session.LaunchGateway;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "launch",
        description = "Run a coding agent with a configured model. If no tool is specified, list the tools and the "
                + "models that are suitable for them.",
        footer = {
            "",
            "The tool's own settings and files are not changed. The settings for this run are passed to the tool "
                    + "directly, with a gateway token that is revoked when the tool exits. The exit code is the exit "
                    + "code of the tool.",
            "",
            "Examples:",
            "  open-llm launch",
            "  open-llm launch claude -m ollama/qwen3",
            "  open-llm launch claude --gateway http://127.0.0.1:4141",
            "  open-llm launch codex -- exec \"Explain this repository\"",
            "  open-llm launch opencode --print"
        })
public final class LaunchCommand implements Callable<Integer> {

    private static final String DEFAULT_GATEWAY = "http://127.0.0.1:4141";

    private final Servers servers;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final StderrMessages stderrMessages;

    @Mixin
    private CommonOptions common;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOOL",
            description = "The tool to run, such as claude or " + "codex.")
    private String tool;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments to pass to the tool, after --.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "The model, as PROVIDER/MODEL. Default: the default model.")
    private String model;

    @Option(
            names = "--small-model",
            paramLabel = "MODEL",
            description = "The model for titles and summaries. Default: the main model.")
    private String smallModel;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Use the running gateway at this URL instead of starting a gateway for this run.")
    private URI gateway;

    @Option(
            names = "--print",
            description = "Print the command and the contents of its files instead of running the tool.")
    private boolean print;

    @Option(
            names = "--configure",
            description = "Instead of running the tool, configure it to use the gateway on port 4141. A backup of "
                    + "the tool's settings is saved.")
    private boolean configure;

    @Option(names = "--restore", description = "Undo the changes made by --configure.")
    private boolean restore;

    public LaunchCommand(Servers servers, Terminal terminal) {
        this(servers, terminal, System.getenv());
    }

    LaunchCommand(Servers servers, Terminal terminal, Map<String, String> environment) {
        this.servers = servers;
        this.terminal = terminal;
        this.environment = environment;
        this.stderrMessages = new StderrMessages(terminal);
    }

    @Override
    public Integer call() {
        if ((print ? 1 : 0) + (configure ? 1 : 0) + (restore ? 1 : 0) > 1) {
            throw new UsageError("Specify only one of --print, --configure, and --restore.");
        }
        if (tool == null) {
            return list();
        }
        Recipe recipe = findRecipe();
        Conflicts.reject(recipe, arguments);
        if (restore) {
            return restore(recipe);
        }
        if (!print && !configure) {
            requireLaunchable(recipe);
        }
        return gateway == null || print || configure ? withOwnServer(recipe) : withGateway(recipe);
    }

    private int list() {
        ToolList list = new ToolList(Recipe.all(), environment);
        if (common.json()) {
            list.printJson(terminal);
            return ExitCode.OK.code();
        }
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(stderrMessages::problem);
            list.print(
                    terminal,
                    Session.get(session.server().listModels(ListModelsParams.ALL))
                            .models());
        }
        return ExitCode.OK.code();
    }

    private Recipe findRecipe() {
        return Recipe.find(tool)
                .orElseThrow(() -> new UsageError(
                        "Unknown tool: " + Terminal.sanitize(tool) + ". Run `open-llm launch` to list the tools."));
    }

    private void requireLaunchable(Recipe recipe) {
        if (!recipe.isLaunchable()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    recipe.title() + " cannot be launched by open-llm.",
                    "Run `open-llm launch " + recipe.name() + " --print` to see the required settings.");
        }
        findProgram(recipe);
    }

    private Path findProgram(Recipe recipe) {
        return Installed.find(recipe.command(), environment)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        recipe.title() + " is not installed: " + recipe.command() + " was not found on the " + "PATH.",
                        "To install it, run: " + recipe.install()));
    }

    private int restore(Recipe recipe) {
        String token = new ToolFiles(recipe, environment).restore();
        servers.gatewayTokens().revoke(token);
        stderrMessages.note("The settings of " + recipe.title() + " were restored, and its token was revoked.");
        return ExitCode.OK.code();
    }

    private int withOwnServer(Recipe recipe) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(stderrMessages::problem);
            ListModelsResult listed = Session.get(session.server().listModels(ListModelsParams.ALL));
            LaunchModels models = ModelChoice.of(listed, Optional.ofNullable(model), Optional.ofNullable(smallModel));
            if (print) {
                return print(recipe, models);
            }
            if (configure) {
                return configure(recipe, models);
            }
            try (LaunchGateway launchGateway = servers.launchGateway(session.server(), recipe.name())) {
                return run(recipe, models, launchGateway);
            }
        }
    }

    private int withGateway(Recipe recipe) {
        try (LaunchGateway launchGateway = servers.launchGateway(gateway, recipe.name())) {
            return run(
                    recipe,
                    ModelChoice.of(launchGateway.models(), Optional.ofNullable(model), Optional.ofNullable(smallModel)),
                    launchGateway);
        }
    }

    private int print(Recipe recipe, LaunchModels models) {
        String root = gateway == null ? DEFAULT_GATEWAY : gateway.toString();
        Prepared prepared = Prepared.of(recipe, models, root, PrintedLaunch.TOKEN, PrintedLaunch.folder(recipe));
        PrintedLaunch printed =
                new PrintedLaunch(recipe, prepared, arguments, ChildEnvironment.removedFrom(environment));
        warn(recipe, models);
        if (common.json()) {
            new JsonLines(terminal.out()).write(printed.json());
        } else {
            printed.print(terminal, summary(recipe, models));
        }
        return ExitCode.OK.code();
    }

    private int configure(Recipe recipe, LaunchModels models) {
        ToolFiles files = new ToolFiles(recipe, environment);
        String root = gateway == null ? DEFAULT_GATEWAY : gateway.toString();
        files.requireWritable(models.template(root, PrintedLaunch.TOKEN, ""));
        String tokenName = recipe.name() + "-configured";
        servers.gatewayTokens().revoke(tokenName);
        String token = servers.gatewayTokens().add(tokenName);
        List<ToolFiles.Written> writtenFiles = files.configure(models.template(root, token, ""), tokenName);
        warn(recipe, models);
        writtenFiles.forEach(file -> stderrMessages.note("Wrote " + file.file() + " for "
                + models.main().id() + "."
                + file.backup().map(backup -> " Backup: " + backup + ".").orElse("")));
        stderrMessages.note(recipe.title() + " now requires `open-llm gateway` to be running at " + root
                + ". To undo this change, run `open-llm launch " + recipe.name() + " --restore`.");
        return ExitCode.OK.code();
    }

    private int run(Recipe recipe, LaunchModels models, LaunchGateway launchGateway) {
        Path program = findProgram(recipe);
        warn(recipe, models);
        if (new ToolFiles(recipe, environment).isConfigured()) {
            stderrMessages.note("The settings written by --configure still apply when you run the tool without "
                    + "`open-llm launch`.");
        }
        try (PrivateFolder folder = PrivateFolder.create(environment)) {
            Prepared prepared = Prepared.of(recipe, models, launchGateway.root(), launchGateway.token(), folder.path());
            folder.write(prepared.files());
            Map<String, String> childEnvironment = ChildEnvironment.of(environment, prepared.environment());
            boolean acceptsOptional =
                    !prepared.check().isEmpty() && ToolProcess.succeeds(program, prepared.check(), childEnvironment);
            stderrMessages.note(summary(recipe, models));
            return ToolProcess.run(
                    program, prepared.arguments(acceptsOptional, arguments), childEnvironment, terminal.inIsTerminal());
        }
    }

    private static String summary(Recipe recipe, LaunchModels models) {
        return recipe.title() + " with " + models.main().id() + ", context window "
                + ToolList.window(models.main()) + " tokens"
                + (models.small().equals(models.main())
                        ? ""
                        : ", small model " + models.small().id());
    }

    private void warn(Recipe recipe, LaunchModels models) {
        ModelInfo main = models.main();
        if (LaunchModels.window(main) < recipe.window()) {
            stderrMessages.note("Warning: " + recipe.title() + " requires a context window of "
                    + ToolList.tokens(recipe.window()) + " tokens, but " + main.id() + " has "
                    + ToolList.window(main) + ". Long tasks will fail. Use another model, or increase the context "
                    + "window.");
        }
        if (recipe.needsTools() && !main.capabilities().tools()) {
            stderrMessages.note(
                    "Warning: " + main.id() + " does not support tool calls, which " + recipe.title() + " requires.");
        }
        main.warning().ifPresent(warning -> stderrMessages.note("Warning: " + main.id() + ": " + warning));
    }
}
