package dev.openllm.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Serve other programs.")
final class ServeCommand implements Callable<Integer> {

    private final Servers servers;

    @Option(names = "--stdio", required = true, description = "JSON-RPC on stdin and stdout, as editors start it.")
    private boolean stdio;

    ServeCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() {
        return servers.serveStdio();
    }
}
