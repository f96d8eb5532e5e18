package dev.openllm.server.cli.add;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.secrets.StoreName;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Add a provider: check that it works, store its API key, find its models, and set the default "
                + "model if none is set. If the check fails, nothing is written.",
        footer = {
            "",
            "Examples:",
            "  open-llm add",
            "  open-llm add anthropic",
            "  pass show openai | open-llm add openai",
            "  open-llm add https://llm.example.com/v1 --key-from-env WORK_LLM_KEY --yes",
            "  open-llm add https://llm.example.com --ca-file company.pem",
            "  open-llm add https://my-resource.openai.azure.com --model my-deployment",
            "  open-llm add openai --message \"Hello\""
        })
public final class AddCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "PROVIDER|URL",
            arity = "0..1",
            description = "The name of a built-in provider, or the base URL of any other provider. If omitted, "
                    + "the command lists the providers that you can add.")
    private String what;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The provider name, used as the prefix of its model IDs.")
    private String name;

    @Option(
            names = "--dialect",
            paramLabel = "API",
            description = "The API of the provider, if it cannot be detected: openai-chat, openai-responses, "
                    + "anthropic-messages, gemini, or ollama-chat.")
    private String dialect;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            description = "The default model or, for a provider without a model list, a model or deployment to offer. "
                    + "Repeatable.")
    private List<String> models = List.of();

    @Option(
            names = "--key-from-env",
            paramLabel = "VARIABLE",
            description = "Use the API key in this environment variable, and store only the name of the variable.")
    private String keyFromEnv;

    @Option(
            names = "--key-stdin",
            description = "Read an API key from stdin, even if the provider might not require one.")
    private boolean keyFromStdin;

    @Option(names = "--store", paramLabel = "STORE", description = "The store for the API key: keychain or dotenv.")
    private StoreName store;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "A PEM file that contains your company's CA certificates. The path of the file is "
                    + "added to the configuration.")
    private Path caFile;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "Send this message to the model after adding the provider, and print the response.")
    private String message;

    @Option(names = "--no-check", description = "Add the provider without checking it.")
    private boolean unchecked;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not prompt for input.")
    private boolean yes;

    public AddCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Questions questions = new Questions(terminal, yes);
        if (what == null && !questions.isInteractive()) {
            throw new UsageError("Specify the provider to add, as in `open-llm add openai` or `open-llm add"
                    + " https://llm.example.com/v1`.");
        }
        if (keyFromEnv != null && keyFromStdin) {
            throw new UsageError("Specify either --key-from-env or --key-stdin, not both.");
        }
        List<String> caFiles = Optional.ofNullable(caFile).map(AddCommand::certificateFile).stream()
                .toList();
        List<ProviderInfo> providers = providers();
        Check check = new Check(servers, common.configToWrite(), caFiles);
        Addition addition = new Addition(
                servers,
                terminal,
                questions,
                check,
                new Addition.Options(
                        models,
                        Optional.ofNullable(keyFromEnv),
                        keyFromStdin,
                        Optional.ofNullable(store).map(StoreName::store),
                        Optional.ofNullable(message),
                        unchecked,
                        common.json()));
        String chosen = what == null ? new ProviderMenu(questions, servers.environment()).choose(providers) : what;
        return addition.add(key -> candidate(chosen, providers, check, questions, key))
                .code();
    }

    private List<ProviderInfo> providers() {
        Optional<Path> file = common.configToWrite();
        try (Session session = Session.open(servers, file)) {
            if (file.isEmpty() || Files.exists(file.get())) {
                session.problems().forEach(new StderrMessages(terminal)::problem);
            }
            return Session.get(session.server().listProviders(new ListProvidersParams(true, false)))
                    .providers();
        }
    }

    private NewProvider candidate(
            String chosen, List<ProviderInfo> providers, Check check, Questions questions, Optional<String> key) {
        Optional<ProviderInfo> builtInProvider =
                providers.stream().filter(info -> info.name().equals(chosen)).findFirst();
        if (builtInProvider.isPresent() || !UrlNames.isUrl(chosen)) {
            rejectIfSet(dialect, "--dialect can only be used with a URL.");
            ProviderInfo info = builtInProvider.orElseGet(() -> byAlias(chosen));
            NewProvider provider = NewProvider.builtIn(info);
            NewProvider resolved = info.apiBase().contains("${")
                    ? new AddressTemplate(questions, servers.environment()).fill(provider, info)
                    : provider;
            return name == null || name.equals(resolved.name())
                    ? resolved
                    : resolved.withPreset(info.name()).withName(validName());
        }
        URI url = UrlNames.parse(chosen);
        Optional<String> api = Optional.ofNullable(dialect);
        Recognition recognition =
                new Recognition(check, providers, Optional.ofNullable(name).map(value -> validName()));
        return recognition.recognize(url, unchecked && api.isEmpty() ? Optional.of("openai-chat") : api, key);
    }

    /** Returns the built-in provider with the given alias. The list of providers does not include aliases. */
    private ProviderInfo byAlias(String alias) {
        try (Session session = Session.open(servers, common.configToWrite().filter(Files::exists))) {
            new Additions(session).keyLocation(alias); // fails and suggests similar names if the alias does not exist
        } catch (OpenLlmException unknown) {
            ErrorInfo error = unknown.info();
            throw error.kind() == ErrorKind.CONFIG
                    ? new OpenLlmException(error.withHint(error.hint()
                                    .filter(hint -> hint.startsWith("Did you mean"))
                                    .map(hint -> hint + " ")
                                    .orElse("")
                            + "Run `open-llm providers --all` to list the built-in providers, or specify a URL."))
                    : unknown;
        }
        return new ProviderInfo(
                alias,
                alias,
                "",
                "",
                false,
                false,
                false,
                new dev.openllm.protocol.model.ProviderStatus(
                        dev.openllm.protocol.model.ProviderStatus.State.KNOWN, "", Optional.empty()),
                true,
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                java.util.OptionalLong.empty());
    }

    private String validName() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new UsageError("--name must start with a letter or digit and can contain only letters, digits, dots, "
                    + "hyphens, and underscores.");
        }
        return name;
    }

    private static void rejectIfSet(Object value, String errorMessage) {
        if (value != null) {
            throw new UsageError(errorMessage);
        }
    }

    private static String certificateFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageError("File not found: " + Terminal.sanitize(file.toString()) + ".");
        }
        return file.toAbsolutePath().normalize().toString();
    }
}
