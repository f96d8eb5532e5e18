package dev.openllm.server.cli;

import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import java.io.Console;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "secrets",
        description = "Store and delete keys, and see which store answers. A key is never shown.",
        synopsisSubcommandLabel = "COMMAND")
final class SecretsCommand {

    private final Servers servers;
    private final Terminal terminal;

    SecretsCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** Whose key, and in which store. */
    static final class Place {

        @Parameters(paramLabel = "PROVIDER", description = "The provider's configured name.")
        private String provider;

        @Option(names = "--store", paramLabel = "STORE", description = "keychain or dotenv.")
        private Store store;

        @Option(names = "--workspace", description = "Only for this folder, instead of everywhere.")
        private boolean workspace;

        /** The stores a command can write. */
        enum Store {
            KEYCHAIN(SecretStore.KEYCHAIN),
            DOTENV(SecretStore.DOTENV);

            private final SecretStore store;

            Store(SecretStore store) {
                this.store = store;
            }

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        private Optional<SecretStore> store() {
            return Optional.ofNullable(store).map(chosen -> chosen.store);
        }

        private Optional<SecretScope> scope() {
            return workspace ? Optional.of(SecretScope.WORKSPACE) : Optional.empty();
        }

        private SecretParams params() {
            return new SecretParams(provider, store(), scope());
        }
    }

    @Command(
            name = "set",
            description = "Store a key. It is asked for, or read from stdin; never given as an argument, where"
                    + " other programs could see it.")
    int set(@Mixin CommonOptions common, @Mixin Place place) {
        String key = askForKey(place.provider);
        return inSession(common, session -> {
            SecretWhereResult result = Session.get(session.server()
                    .setSecret(new SetSecretParams(place.provider, key, place.store(), place.scope())));
            result.answering().ifPresent(answering -> new Remarks(terminal).note("The key is now found in: " + answering));
            return ExitCode.OK;
        });
    }

    @Command(name = "delete", description = "Delete a key, from one store or from all that can be written.")
    int delete(@Mixin CommonOptions common, @Mixin Place place) {
        return inSession(common, session -> {
            SecretWhereResult result = Session.get(session.server().deleteSecret(place.params()));
            new Remarks(terminal).note(result.answering()
                    .map(answering -> "Deleted. A key is still found in: " + answering)
                    .orElse("Deleted."));
            return ExitCode.OK;
        });
    }

    @Command(name = "where", description = "Say which store answers for a provider, and what the others said.")
    int where(@Mixin CommonOptions common, @Mixin Place place) {
        return inSession(common, session -> {
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
        Table table = new Table(List.of("PLACE", "KEY", ""));
        for (SecretWhereResult.Tried tried : result.tried()) {
            String outcome = switch (tried.outcome()) {
                case FOUND -> "found";
                case ABSENT -> "none";
                case UNAVAILABLE -> "cannot be asked";
                case SWITCHED_OFF -> "switched off";
                case OTHER_HOST -> "belongs to another host";
            };
            table.row(tried.place(), outcome, tried.message().orElse(""));
        }
        table.print(terminal.out());
    }

    private int inSession(CommonOptions common, Function<Session, ExitCode> command) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new Remarks(terminal)::problem);
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
            key = StdinText.all(terminal.in());
        }
        if (key.isBlank()) {
            throw new WrongUsage("No key was given.");
        }
        return key.strip();
    }
}
