package dev.openllm.server.cli;

import dev.openllm.server.cli.session.Servers;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Provide the JSON-RPC API to other programs.",
        footer = {"", "Examples:", "  open-llm serve --websocket", "  open-llm serve --stdio"})
final class ServeCommand implements Callable<Integer> {

    private final Servers servers;

    @ArgGroup(multiplicity = "1")
    private Way way;

    /** The options that select the transport through which other programs connect to the server. */
    private static final class Way {

        @Option(
                names = "--stdio",
                required = true,
                description = "Use JSON-RPC over stdin and stdout, for editors " + "that start this command.")
        private boolean stdio;

        @Option(
                names = "--websocket",
                required = true,
                description = "Use JSON-RPC over a WebSocket, for your own programs on this machine. The address and "
                        + "token are saved in a file that only you can read. The Python and Node.js client libraries "
                        + "find this file automatically.")
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
