package dev.openllm.server.cli.session;

import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.server.cli.session.WorkspaceFolders.Found;
import dev.openllm.server.cli.session.WorkspaceFolders.State;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens servers for commands. Before a server reads the configuration of a folder, the user is asked whether to trust
 * this configuration, and the decision is stored. If the user declines or cannot be asked, the server uses only the
 * user configuration and reports that the configuration of the folder is not used.
 */
public record AskingServers(Servers servers, Terminal terminal) implements Servers {

    @Override
    public OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile) {
        if (configFile.isEmpty() && canAsk(terminal)) {
            servers.folders()
                    .find(servers.folders().current())
                    .filter(found -> found.state() == State.UNKNOWN || found.state() == State.CHANGED)
                    .ifPresent(this::ask);
        }
        return servers.open(client, configFile);
    }

    private void ask(Found found) {
        new StderrMessages(terminal)
                .ask(question(terminal, found))
                .ifPresent(agreed -> servers.folders().remember(found, agreed));
    }

    /** Returns whether a user at the terminal can read and answer a question. */
    public static boolean canAsk(Terminal terminal) {
        return terminal.inIsTerminal() && terminal.errIsTerminal();
    }

    /** Prints the hosts and models that the configuration of a folder would select. @return the question to ask */
    public static String question(Terminal terminal, Found found) {
        StderrMessages messages = new StderrMessages(terminal);
        messages.line(
                found.state() == State.CHANGED
                        ? found.file() + " has changed where your data is sent since you trusted it:"
                        : "This folder has its own configuration, " + found.file() + ":");
        found.selects().forEach(line -> messages.line("  " + line));
        if (found.selects().isEmpty()) {
            messages.line("  The configuration does not select any provider or model.");
        }
        return "Trust this configuration, and use it for commands in " + found.folder() + "?";
    }

    @Override
    public Optional<Running> running(
            OpenLlmClient client, InitializeParams initializeParams, Consumer<String> skipped) {
        return servers.running(client, initializeParams, skipped);
    }

    @Override
    public EditorSettings editorSettings(ConfigLevel level, Optional<Path> file) {
        return servers.editorSettings(level, file);
    }

    @Override
    public WorkspaceFolders folders() {
        return servers.folders();
    }

    @Override
    public GatewayTokenStore gatewayTokens() {
        return servers.gatewayTokens();
    }

    @Override
    public LaunchGateway launchGateway(OpenLlmServer server, String program) {
        return servers.launchGateway(server, program);
    }

    @Override
    public LaunchGateway launchGateway(URI address, String program) {
        return servers.launchGateway(address, program);
    }

    @Override
    public Map<String, String> environment() {
        return servers.environment();
    }

    @Override
    public Path userFolder() {
        return servers.userFolder();
    }

    @Override
    public boolean storesChats(Optional<Path> configFile) {
        return servers.storesChats(configFile);
    }

    @Override
    public WebDocuments web(Optional<Path> configFile) {
        return servers.web(configFile);
    }

    @Override
    public String version() {
        return servers.version();
    }

    @Override
    public int serveStdio() {
        return servers.serveStdio();
    }

    @Override
    public int serveWebSocket() {
        return servers.serveWebSocket();
    }

    @Override
    public List<RepairedUsage> repairUsage() {
        return servers.repairUsage();
    }

    @Override
    public GatewayService gatewayService() {
        return servers.gatewayService();
    }

    @Override
    public int serveGateway(GatewayMode mode) {
        return servers.serveGateway(mode);
    }
}
