package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.session.WorkspaceFolders;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinText;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.cli.terminal.UsageError;
import java.io.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "secrets",
        description = "Store, copy, test and delete keys, and see which store answers. Only env shows a key.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  open-llm secrets set openai",
            "  pass show openai | open-llm secrets set openai --store dotenv",
            "  open-llm secrets set openai --name second",
            "  open-llm secrets list",
            "  open-llm secrets where openai",
            "  open-llm secrets test openai",
            "  open-llm secrets copy openai --from dotenv --to keychain",
            "  eval \"$(open-llm secrets env openai)\""
        })
public final class SecretsCommand {

    private final Servers servers;
    private final Terminal terminal;

    public SecretsCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** The options that select a key and a store. */
    static final class Place {

        @Parameters(paramLabel = "PROVIDER", description = "The provider's configured name.")
        private String provider;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "One of several keys; the next one is used while a key has used up its limit.")
        private String name;

        @Option(names = "--store", paramLabel = "STORE", description = "keychain or dotenv.")
        private StoreName store;

        @Option(names = "--workspace", description = "Only for this folder, instead of everywhere.")
        private boolean workspace;

        private Optional<SecretStore> store() {
            return Optional.ofNullable(store).map(StoreName::store);
        }

        private Optional<SecretScope> scope() {
            return workspace ? Optional.of(SecretScope.WORKSPACE) : Optional.empty();
        }

        private SecretParams params() {
            return new SecretParams(provider, store(), scope(), name());
        }

        private Optional<String> name() {
            return Optional.ofNullable(name);
        }

        /** The key's provider, for the user. */
        private String owner() {
            return name == null ? provider : provider + " (" + name + ")";
        }

        /** Whether a key can be deleted there; one for a workspace takes precedence over the one for all workspaces. */
        private boolean mayHold(SecretWhereResult.Tried tried) {
            boolean meant = store().map(tried.store()::equals).orElse(tried.store() != SecretStore.ENVIRONMENT);
            boolean onlyForEverywhere = workspace && tried.scope().equals(Optional.of(SecretScope.USER));
            boolean thereOrNotLookedFor =
                    switch (tried.outcome()) {
                        case FOUND, OTHER_HOST, SWITCHED_OFF -> true;
                        case ABSENT, UNAVAILABLE -> false; // a store that cannot be read cannot be written
                    };
            return meant && thereOrNotLookedFor && !onlyForEverywhere;
        }
    }

    @Command(
            name = "set",
            description = "Store a key. It is asked for, or read from stdin; never given as an argument, where"
                    + " other programs could see it.")
    int set(@Mixin CommonOptions common, @Mixin Place place) {
        requireWorkspace(common, place);
        String key = askForKey(place.owner());
        return inSession(common, session -> {
            SecretWhereResult result = Session.get(session.server()
                    .setSecret(new SetSecretParams(place.provider, key, place.store(), place.scope(), place.name())));
            result.answering()
                    .ifPresent(answering -> new StderrMessages(terminal).note("The key is now found in: " + answering));
            return ExitCode.OK;
        });
    }

    /** Nobody should enter a key that is then refused: its .env file is written in trusted folders only. */
    private void requireWorkspace(CommonOptions common, Place place) {
        boolean file = place.workspace
                && place.store().map(SecretStore.DOTENV::equals).orElseGet(() -> !hasKeychain(common, place));
        boolean trusted = servers.folders()
                .find(servers.folders().current())
                .filter(found -> found.state() == WorkspaceFolders.State.TRUSTED)
                .isPresent();
        if (file && !trusted) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "This folder has no trusted configuration, so no key can be stored for it.",
                    "Run open-llm trust first, or omit --workspace to store the key for your user account.");
        }
    }

    private boolean hasKeychain(CommonOptions common, Place place) {
        try (Session session = Session.open(servers, common.config())) {
            return Session.get(session.server().whereSecret(place.params())).tried().stream()
                    .filter(tried -> tried.store() == SecretStore.KEYCHAIN)
                    .anyMatch(tried -> tried.outcome() != SecretWhereResult.Outcome.UNAVAILABLE
                            && tried.outcome() != SecretWhereResult.Outcome.SWITCHED_OFF);
        }
    }

    @Command(name = "delete", description = "Delete a key, from one store or from all that can be written.")
    int delete(@Mixin CommonOptions common, @Mixin Place place) {
        return inSession(common, session -> {
            SecretWhereResult before = Session.get(session.server().whereSecret(place.params()));
            SecretWhereResult after = Session.get(session.server().deleteSecret(place.params()));
            boolean nothing = before.tried().stream().noneMatch(place::mayHold);
            String done = nothing ? "There was no key of " + place.owner() + " to delete." : "Deleted.";
            new StderrMessages(terminal)
                    .note(after.answering()
                            .map(answering ->
                                    done + " A key is " + (nothing ? "" : "still ") + "found in: " + answering)
                            .orElse(done));
            return ExitCode.OK;
        });
    }

    /** The source and the destination. */
    static final class Copy {

        @Parameters(paramLabel = "PROVIDER", description = "The provider's configured name.")
        private String provider;

        @Option(names = "--name", paramLabel = "NAME", description = "One of several keys.")
        private String name;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "STORE",
                description = "environment, vscode, keychain or dotenv.")
        private StoreName from;

        @Option(names = "--to", required = true, paramLabel = "STORE", description = "vscode, keychain or dotenv.")
        private StoreName to;

        @Option(names = "--from-workspace", description = "Only the key for this folder, not the one for everywhere.")
        private boolean fromWorkspace;

        @Option(names = "--workspace", description = "Only for this folder, instead of everywhere.")
        private boolean workspace;

        private CopySecretParams params() {
            return new CopySecretParams(
                    provider,
                    from.store(),
                    scope(fromWorkspace),
                    to.store(),
                    scope(workspace),
                    Optional.ofNullable(name));
        }

        private static Optional<SecretScope> scope(boolean workspace) {
            return workspace ? Optional.of(SecretScope.WORKSPACE) : Optional.empty();
        }
    }

    @Command(
            name = "copy",
            description =
                    "Copy a key from one store to another. It stays bound to its host, and where it was. VS Code's"
                            + " storage can only be reached from VS Code: use its command \"Open LLM: Copy Key…\".")
    int copy(@Mixin CommonOptions common, @Mixin Copy copy) {
        return inSession(common, session -> {
            SecretWhereResult result = Session.get(session.server().copySecret(copy.params()));
            new StderrMessages(terminal)
                    .note("Copied."
                            + result.answering()
                                    .map(place -> " The key that is used is in: " + place)
                                    .orElse(""));
            return ExitCode.OK;
        });
    }

    /** The options that select what to test. */
    static final class Trial {

        @Parameters(paramLabel = "PROVIDER", description = "The provider's configured name.")
        private String provider;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "One of several keys, tested by a model's response.")
        private String name;

        @Option(
                names = {"-m", "--model"},
                paramLabel = "ID",
                description = "The provider's model to ask; the cheapest otherwise.")
        private String model;
    }

    @Command(
            name = "test",
            description =
                    "Ask the provider with its key: list its models, and have one of them say a word, which costs as"
                            + " much as any such request. Where the key belongs to another host, asks whether it may go"
                            + " there.")
    int test(@Mixin CommonOptions common, @Mixin ServerChoice choice, @Mixin Trial trial) {
        return lookingAt(stderrMessages -> choice.open(servers, common, stderrMessages, this::mayGo), session -> {
            TestSecretResult result = Session.get(session.server()
                    .testSecret(new TestSecretParams(
                            trial.provider, Optional.ofNullable(trial.model), Optional.ofNullable(trial.name))));
            if (common.json()) {
                new JsonLines(terminal.out()).line(result);
            } else if (result.error().isPresent()) {
                new StderrMessages(terminal).error(result.error().get());
            } else {
                terminal.out().println(Terminal.harmless(sentence(result)));
                terminal.out().flush();
            }
            return result.error().map(error -> ExitCode.of(error.kind())).orElse(ExitCode.OK);
        });
    }

    /** When a key is tested, the user is asked about its host, if there is a user. */
    private boolean mayGo(ConfirmHostParams asked) {
        String stored = asked.boundTo().map(host -> ", stored for " + host).orElse("");
        return terminal.inIsTerminal()
                && new StderrMessages(terminal)
                        .agreed("Send the key of " + asked.provider() + " (" + asked.place() + stored + ") to "
                                + asked.origin() + "?");
    }

    private static String sentence(TestSecretResult result) {
        String key =
                result.place().map(place -> "The key in " + place + " works").orElse("No key is needed");
        return key + result.model().map(model -> ": " + model + " responded.").orElse(": the provider responded.");
    }

    /** The providers, and the shell. */
    static final class Environment {

        @Parameters(paramLabel = "PROVIDER", arity = "1..*", description = "The providers' configured names.")
        private List<String> providers;

        @Option(names = "--show", description = "Print the keys even if stdout is a terminal.")
        private boolean show;

        @Option(names = "--shell", paramLabel = "SHELL", description = "sh (also bash, zsh and fish) or powershell.")
        private ShellName shell =
                System.getProperty("os.name").startsWith("Windows") ? ShellName.POWERSHELL : ShellName.SH;
    }

    @Command(
            name = "env",
            description = "Print keys as environment variables, for programs that know no other way:"
                    + " eval \"$(open-llm secrets env openai)\". To a terminal only with --show.")
    int env(@Mixin CommonOptions common, @Mixin Environment environment) {
        if (terminal.outIsTerminal() && !environment.show) {
            throw new UsageError(
                    "This prints keys. Use it in eval \"$(…)\" or a pipe, or add --show to see them here.");
        }
        try (Session session = Session.takingKeys(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            Map<String, String> keys = session.keys(environment.providers);
            if (common.json()) {
                new JsonLines(terminal.out()).line(keys);
            } else {
                keys.forEach((name, key) -> terminal.out().println(environment.shell.assignment(name, key)));
                terminal.out().flush();
            }
        }
        return ExitCode.OK.code();
    }

    /** The provider. */
    static final class Whose {

        @Parameters(
                paramLabel = "PROVIDER",
                arity = "0..1",
                description = "The provider's configured name; all that are in use otherwise.")
        private String provider;
    }

    @Command(name = "list", description = "List the keys of the providers in use by their names, and where they are.")
    int list(@Mixin CommonOptions common, @Mixin ServerChoice choice, @Mixin Whose whose) {
        return lookingAt(stderrMessages -> choice.open(servers, common, stderrMessages), session -> {
            List<String> providers = whose.provider != null
                    ? List.of(whose.provider)
                    : Session.get(session.server().listProviders(new ListProvidersParams(false, false)))
                            .providers()
                            .stream()
                            .filter(provider ->
                                    provider.enabled() && !provider.dialect().isEmpty())
                            .map(ProviderInfo::name)
                            .toList();
            TextTable table = new TextTable(List.of("PROVIDER", "NAME", "PLACE"));
            JsonLines lines = new JsonLines(terminal.out());
            for (String provider : providers) {
                for (SecretWhereResult key : keys(session, provider)) {
                    if (common.json()) {
                        lines.line(key);
                    } else {
                        table.row(
                                provider,
                                key.name().orElse("default"),
                                key.answering().orElse("none"));
                    }
                }
            }
            if (!common.json()) {
                table.print(terminal);
            }
            return ExitCode.OK;
        });
    }

    /** The usual key, if there is one, and those with names. */
    private static List<SecretWhereResult> keys(Session session, String provider) {
        SecretWhereResult usual = where(session, provider, Optional.empty());
        List<SecretWhereResult> keys = new ArrayList<>();
        if (usual.answering().isPresent() || usual.names().isEmpty()) {
            keys.add(usual);
        }
        usual.names().forEach(name -> keys.add(where(session, provider, Optional.of(name))));
        return keys;
    }

    private static SecretWhereResult where(Session session, String provider, Optional<String> name) {
        return Session.get(
                session.server().whereSecret(new SecretParams(provider, Optional.empty(), Optional.empty(), name)));
    }

    @Command(name = "where", description = "Say which store answers for a provider, and what the others said.")
    int where(@Mixin CommonOptions common, @Mixin ServerChoice choice, @Mixin Place place) {
        return lookingAt(stderrMessages -> choice.open(servers, common, stderrMessages), session -> {
            SecretWhereResult result = Session.get(session.server().whereSecret(place.params()));
            if (common.json()) {
                new JsonLines(terminal.out()).line(result);
            } else {
                print(result);
            }
            return result.answering().isPresent() ? ExitCode.OK : ExitCode.AUTH;
        });
    }

    private void print(SecretWhereResult result) {
        TextTable table = new TextTable(List.of("PLACE", "KEY", ""));
        for (SecretWhereResult.Tried tried : result.tried()) {
            String outcome =
                    switch (tried.outcome()) {
                        case FOUND -> "found";
                        case ABSENT -> "none";
                        case UNAVAILABLE -> "cannot be asked";
                        case SWITCHED_OFF -> "switched off";
                        case OTHER_HOST -> "belongs to another host";
                    };
            table.row(tried.place(), outcome, tried.message().orElse(""));
        }
        table.print(terminal);
    }

    /** For output that a running server sends to every program of the user; it neither receives nor returns keys. */
    private int lookingAt(Function<StderrMessages, Session> open, Function<Session, ExitCode> command) {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = open.apply(stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            return command.apply(session).code();
        }
    }

    private int inSession(CommonOptions common, Function<Session, ExitCode> command) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            return command.apply(session).code();
        }
    }

    private String askForKey(String provider) {
        Console console = System.console();
        String key;
        if (terminal.inIsTerminal() && console != null) {
            char[] typed = console.readPassword("Key for %s (not shown): ", provider);
            key = typed == null ? "" : new String(typed);
            if (typed != null) {
                Arrays.fill(typed, ' ');
            }
        } else {
            key = StdinText.key(terminal.in());
        }
        if (key.isBlank()) {
            throw new UsageError("No key was given.");
        }
        return key.strip();
    }
}
