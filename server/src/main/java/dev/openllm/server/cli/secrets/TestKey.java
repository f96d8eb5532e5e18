package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Test an API key by listing the provider's models and requesting a few tokens from one model. "
                + "The request is billed as usual. If the key is bound to a different host, the command asks for "
                + "confirmation before it sends the key.")
final class TestKey implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(paramLabel = "PROVIDER", description = "The name of a configured provider.")
    private String provider;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the API key, if the provider has several keys. A named key is tested with "
                    + "a request to a model.")
    private String name;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            description = "The model to use. Default: the provider's cheapest model.")
    private String model;

    TestKey(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return KeySessions.read(
                terminal,
                stderrMessages -> choice.open(servers, common, stderrMessages, this::confirmHost),
                session -> {
                    TestSecretResult result = Session.get(session.server()
                            .testSecret(new TestSecretParams(
                                    provider, Optional.ofNullable(model), Optional.ofNullable(name))));
                    if (common.json()) {
                        new JsonLines(terminal.out()).write(result);
                    } else if (result.error().isPresent()) {
                        new StderrMessages(terminal).error(result.error().get());
                    } else {
                        terminal.out().println(Terminal.sanitize(message(result)));
                        terminal.out().flush();
                    }
                    return result.error()
                            .map(error -> ExitCode.of(error.kind()))
                            .orElse(ExitCode.OK);
                });
    }

    /**
     * Asks the user whether the API key can be sent to the host before the key is tested. Returns {@code false} if no
     * user is at the terminal.
     */
    private boolean confirmHost(ConfirmHostParams request) {
        String binding = request.boundTo().map(host -> ", bound to " + host).orElse("");
        return terminal.inIsTerminal()
                && new StderrMessages(terminal)
                        .confirm("Send the API key for " + request.provider() + " (" + request.place() + binding
                                + ") to " + request.origin() + "?");
    }

    private static String message(TestSecretResult result) {
        String key = result.place()
                .map(place -> "The API key in " + place + " works")
                .orElse("No API key is required");
        return key + result.model().map(model -> ": " + model + " responded.").orElse(": the provider responded.");
    }
}
