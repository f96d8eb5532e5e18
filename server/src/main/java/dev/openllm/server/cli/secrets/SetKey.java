package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.session.WorkspaceFolders;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinText;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.io.Console;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "set",
        description = "Store an API key. The command prompts for the key or reads it from stdin. The key "
                + "cannot be passed as an argument because other programs can see command-line arguments.")
final class SetKey implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private KeyTarget place;

    SetKey(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireTrustedWorkspace();
        String key = askForKey(place.owner());
        return KeySessions.modify(servers, common, terminal, session -> {
            SecretWhereResult result = Session.get(session.server()
                    .setSecret(new SetSecretParams(place.provider(), key, place.store(), place.scope(), place.name())));
            result.answering()
                    .ifPresent(location ->
                            new StderrMessages(terminal).note("The API key is now available in: " + location));
            return ExitCode.OK;
        });
    }

    /**
     * Checks, before the user enters the API key, whether the key can be stored. The {@code .env} file of a folder is
     * written only if the folder is trusted.
     */
    private void requireTrustedWorkspace() {
        boolean usesFile = place.isWorkspaceScoped()
                && place.store().map(SecretStore.DOTENV::equals).orElseGet(() -> !hasKeychain());
        boolean isTrusted = servers.folders()
                .find(servers.folders().current())
                .filter(found -> found.state() == WorkspaceFolders.State.TRUSTED)
                .isPresent();
        if (usesFile && !isTrusted) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "This folder has no trusted configuration, so no API key can be stored for it.",
                    "Run `open-llm trust` first, or omit --workspace to store the API key for your user " + "account.");
        }
    }

    private boolean hasKeychain() {
        try (Session session = Session.open(servers, common.config())) {
            return Session.get(session.server().whereSecret(place.params())).tried().stream()
                    .filter(tried -> tried.store() == SecretStore.KEYCHAIN)
                    .anyMatch(tried -> tried.outcome() != SecretWhereResult.Outcome.UNAVAILABLE
                            && tried.outcome() != SecretWhereResult.Outcome.SWITCHED_OFF);
        }
    }

    private String askForKey(String provider) {
        Console console = System.console();
        String key;
        if (terminal.inIsTerminal() && console != null) {
            char[] typed = console.readPassword("API key for %s (hidden): ", provider);
            key = typed == null ? "" : new String(typed);
            if (typed != null) {
                Arrays.fill(typed, ' ');
            }
        } else {
            key = StdinText.readKey(terminal.in());
        }
        if (key.isBlank()) {
            throw new UsageError("No API key was entered.");
        }
        return key.strip();
    }
}
