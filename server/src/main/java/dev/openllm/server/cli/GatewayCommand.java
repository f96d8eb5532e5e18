package dev.openllm.server.cli;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "gateway",
        description = "Serve the configured models to local programs through OpenAI-, Anthropic-, Gemini-, and "
                + "Ollama-compatible APIs.",
        footer = {
            "",
            "At startup, the gateway prints the path of the file that contains the gateway token, which clients send "
                    + "as their API key. Only you can read this file.",
            "",
            "Examples:",
            "  open-llm gateway",
            "  open-llm gateway --port 0",
            "  open-llm gateway --ollama-port 11434",
            "  open-llm gateway start                # run in the background",
            "  export OPENAI_BASE_URL=http://127.0.0.1:4141/v1",
            "  OPENAI_API_KEY=$(cat ~/.config/openllm/gateway.token) program"
        })
final class GatewayCommand implements Callable<Integer> {

    private static final String DEFAULT_PORT = "4141";
    private static final int MAX_PORT = 65535;

    private final Servers servers;

    @Option(
            names = "--port",
            defaultValue = DEFAULT_PORT,
            paramLabel = "PORT",
            description = "The port on 127.0.0.1, or 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--no-token",
            description =
                    "Accept requests from any local process, including other users'. Requests from web pages are still "
                            + "rejected.")
    private boolean noToken;

    @Option(
            names = "--ollama-port",
            paramLabel = "PORT",
            description = "Also serve the Ollama API on this port of 127.0.0.1 without a token, for programs "
                    + "that cannot send a token. The default Ollama port is 11434.")
    private Integer ollamaPort;

    @Option(
            names = "--container",
            description = "Listen on all network interfaces of the container in which the gateway is running. Requires "
                    + "a token and an image that sets OPENLLM_CONTAINER=1.")
    private boolean container;

    @Option(names = "--background", hidden = true, description = "Run as the background gateway.")
    private boolean background;

    /**
     * Returns the mode of the gateway if the arguments start a gateway and contain no options other than {@code --port}
     * and {@code --background}. Returns an empty result for all other arguments, including invalid ones.
     */
    static Optional<Servers.GatewayMode> parseSimple(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("gateway")) {
            return Optional.empty();
        }
        String port = null;
        boolean background = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--port") && port == null && i + 1 < arguments.length && isPort(arguments[i + 1])) {
                port = arguments[++i];
            } else if (arguments[i].equals("--background") && !background) {
                background = true;
            } else {
                return Optional.empty();
            }
        }
        int number = Integer.parseInt(port == null ? DEFAULT_PORT : port);
        return Optional.of(new Servers.GatewayMode(number, true, OptionalInt.empty(), false, background));
    }

    private static boolean isPort(String word) {
        return !word.isEmpty()
                && word.length() <= 5
                && word.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && Integer.parseInt(word) <= MAX_PORT;
    }

    GatewayCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() {
        requirePort(port);
        if (container && (noToken || ollamaPort != null)) {
            throw new UsageError(
                    "--container requires a token because other hosts on the network can reach the " + "gateway.");
        }
        OptionalInt ollama = ollamaPort == null ? OptionalInt.empty() : OptionalInt.of(ollamaPort);
        ollama.ifPresent(GatewayCommand::requirePort);
        if (ollama.isPresent() && ollamaPort == port && port != 0) {
            throw new UsageError("--port and --ollama-port are both " + port + "; use different ports.");
        }
        return servers.serveGateway(new Servers.GatewayMode(port, !noToken, ollama, container, background));
    }

    private static void requirePort(int value) {
        if (value < 0 || value > MAX_PORT) {
            throw new UsageError("Invalid port: " + value + ". Specify a number from 0 to 65535.");
        }
    }
}
