package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "copy",
        description = "Copy an API key from one store to another. The copy is bound to the same host, and the original "
                + "is retained. To copy from or to the VS Code secret storage, use the VS Code command "
                + "\"Open LLM: Copy Key\".")
final class CopyKey implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PROVIDER", description = "The name of a configured provider.")
    private String provider;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the API key, if the provider has several keys.")
    private String name;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STORE",
            description = "The source store: environment, vscode, keychain, or dotenv.")
    private StoreName from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "STORE",
            description = "The target store: vscode, keychain, " + "or dotenv.")
    private StoreName to;

    @Option(names = "--from-workspace", description = "Copy the API key that is stored only for this folder.")
    private boolean fromWorkspace;

    @Option(names = "--workspace", description = "Store the copy only for this folder.")
    private boolean workspace;

    CopyKey(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return KeySessions.modify(servers, common, terminal, session -> {
            SecretWhereResult result = Session.get(session.server().copySecret(params()));
            new StderrMessages(terminal)
                    .note("Copied."
                            + result.answering()
                                    .map(place -> " The API key currently in use is in: " + place)
                                    .orElse(""));
            return ExitCode.OK;
        });
    }

    private CopySecretParams params() {
        return new CopySecretParams(
                provider, from.store(), scope(fromWorkspace), to.store(), scope(workspace), Optional.ofNullable(name));
    }

    private static Optional<SecretScope> scope(boolean workspace) {
        return workspace ? Optional.of(SecretScope.WORKSPACE) : Optional.empty();
    }
}
