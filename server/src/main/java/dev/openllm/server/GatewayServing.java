package dev.openllm.server;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.Servers.GatewayMode;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.gateway.AllowedClients;
import dev.openllm.server.gateway.Gateway;
import dev.openllm.server.gateway.GatewayToken;
import dev.openllm.server.gateway.ListenOptions;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.gateway.background.BackgroundGateway;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs the {@code open-llm gateway} command in a terminal, in the background, or in a container. */
final class GatewayServing {

    /**
     * The environment variable that the container image sets. Without this variable, the gateway listens only on
     * loopback.
     */
    private static final String CONTAINER_VARIABLE = "OPENLLM_CONTAINER";

    private GatewayServing() {}

    /** Starts listening, and prints the addresses of the gateway and instructions for connecting to it. */
    static void start(CompositionRoot compositionRoot, GatewayMode mode, NamedTokens namedTokens) {
        Map<String, String> environment = System.getenv();
        if (mode.container()
                && !environment.getOrDefault(CONTAINER_VARIABLE, "").equals("1")) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "--container listens on all interfaces and works only in a container whose image sets "
                            + CONTAINER_VARIABLE + "=1.",
                    "On this machine, use `open-llm gateway` without --container.");
        }
        AllowedClients allowedClients =
                AllowedClients.of(compositionRoot.config().current());
        Optional<GatewayToken> token = mode.withToken() ? Optional.of(token(mode, environment)) : Optional.empty();
        Gateway gateway = Gateway.start(
                compositionRoot.chats(),
                compositionRoot::embeddings,
                compositionRoot::completions,
                compositionRoot.providers(),
                new ListenOptions(
                        mode.port(),
                        mode.container(),
                        AllowedClients.supplier(() -> compositionRoot.config().current())),
                token.map(GatewayToken::value),
                namedTokens,
                line -> System.err.println(line));
        OptionalInt ollamaPort =
                mode.ollamaPort().stream().map(gateway::openOllamaPort).findFirst();
        if (mode.background()) {
            BackgroundGateway.ofThisUser()
                    .publish(
                            gateway.port(),
                            CompositionRoot.VERSION,
                            GatewayServing::redirectOutput,
                            () -> gateway.close(BackgroundGateway.DRAIN_TIMEOUT));
        } else if (mode.container()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> gateway.close(BackgroundGateway.DRAIN_TIMEOUT)));
        }
        printAddresses(mode, gateway.port(), token, allowedClients);
        ollamaPort.ifPresent(GatewayServing::warnAboutOllamaPort);
    }

    private static void redirectOutput(PrintStream log) {
        System.setErr(log);
        System.setOut(log);
    }

    private static GatewayToken token(GatewayMode mode, Map<String, String> environment) {
        return mode.container()
                ? GatewayToken.fromEnvironment(environment)
                : GatewayToken.of(environment, ConfigLocations.ofThisMachine().userFolder());
    }

    private static void printAddresses(
            GatewayMode mode, int port, Optional<GatewayToken> token, AllowedClients allowedClients) {
        System.err.println("OpenAI API:      http://127.0.0.1:" + port + "/v1");
        System.err.println("Anthropic API:   http://127.0.0.1:" + port);
        System.err.println("Gemini API:      http://127.0.0.1:" + port);
        System.err.println("Ollama API:      http://127.0.0.1:" + port);
        System.err.println(token.map(gatewayToken -> "The gateway token is in " + gatewayToken.source() + ".")
                .orElse("Any API key is accepted: every program on this machine can use the gateway."));
        if (mode.container()) {
            System.err.println(
                    "Listening on all interfaces of this container. Every request requires the gateway token.");
        }
        if (!allowedClients.origins().isEmpty()) {
            System.err.println("Allowed web origins: "
                    + String.join(
                            ", ", allowedClients.origins().stream().sorted().toList()));
        }
        if (!allowedClients.hosts().isEmpty()) {
            System.err.println("Allowed hosts: "
                    + String.join(", ", allowedClients.hosts().stream().sorted().toList()));
        } else if (mode.container()) {
            System.err.println("No allowed_hosts are configured, so only requests to localhost are accepted.");
        }
    }

    private static void warnAboutOllamaPort(int port) {
        System.err.println("Warning: http://127.0.0.1:" + port
                + " serves the Ollama API without a token. Every program on this machine, including "
                + "other users' programs, can use your models through it. Usage and limits apply to the "
                + "consumer ollama-port.");
    }
}
