package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the API keys of the active providers by name and store.")
final class ListKeys implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(
            paramLabel = "PROVIDER",
            arity = "0..1",
            description = "The name of a configured provider. Default: all active providers.")
    private String provider;

    ListKeys(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return KeySessions.read(terminal, stderrMessages -> choice.open(servers, common, stderrMessages), session -> {
            List<String> providers = provider != null
                    ? List.of(provider)
                    : Session.get(session.server().listProviders(new ListProvidersParams(false, false)))
                            .providers()
                            .stream()
                            .filter(provider ->
                                    provider.enabled() && !provider.dialect().isEmpty())
                            .map(ProviderInfo::name)
                            .toList();
            TextTable table = new TextTable(List.of("PROVIDER", "NAME", "STORE"));
            JsonLines lines = new JsonLines(terminal.out());
            for (String provider : providers) {
                for (SecretWhereResult key : keys(session, provider)) {
                    if (common.json()) {
                        lines.write(key);
                    } else {
                        table.addRow(
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

    /** Returns the default API key of a provider, if the key exists, and the named keys. */
    private static List<SecretWhereResult> keys(Session session, String provider) {
        SecretWhereResult defaultKey = locate(session, provider, Optional.empty());
        List<SecretWhereResult> keys = new ArrayList<>();
        if (defaultKey.answering().isPresent() || defaultKey.names().isEmpty()) {
            keys.add(defaultKey);
        }
        defaultKey.names().forEach(name -> keys.add(locate(session, provider, Optional.of(name))));
        return keys;
    }

    private static SecretWhereResult locate(Session session, String provider, Optional<String> name) {
        return Session.get(
                session.server().whereSecret(new SecretParams(provider, Optional.empty(), Optional.empty(), name)));
    }
}
