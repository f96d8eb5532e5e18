package dev.openllm.server.cli;

import dev.openllm.server.cli.session.Servers;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Serve other programs.",
        footer = {"", "Examples:", "  open-llm serve --websocket", "  open-llm serve --stdio"})
final class ServeCommand implements Callable<Integer> {

    private final Servers servers;

    @ArgGroup(multiplicity = "1")
    private Way way;

    /** How other programs connect. */
    private static final class Way {

        @Option(names = "--stdio", required = true, description = "JSON-RPC on stdin and stdout, as editors start it.")
        private boolean stdio;

        @Option(
                names = "--websocket",
                required = true,
                description = "JSON-RPC over a WebSocket, for your own programs on this machine. Its address and token"
                        + " are in a file that only you can read; the clients for Python and Node find it.")
        private boolean websocket;
    }

    ServeCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() {
        return way.websocket ? servers.serveWebSocket() : servers.serveStdio();
    }
}
