package dev.openllm.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.Servers.GatewayMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the {@code start}, {@code stop}, {@code status}, and {@code at-login} subcommands of {@code open-llm
 * gateway}.
 */
class GatewayServiceCommandsTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void stdoutContainsOnlyTheAddress() {
        Shell.Outcome outcome = shell.run("gateway", "start", "--port", "5000");
        assertEquals(0, outcome.exitCode());
        assertEquals("http://127.0.0.1:5000\n", outcome.out());
        assertEquals("""
            The gateway started (process 4711).
            The gateway token is in /home/me/gateway.token.
            Log: /home/me/gateway.log
            """, outcome.err());
    }

    @Test
    void startingAgainReportsThatTheGatewayIsRunning() {
        shell.run("gateway", "start");
        Shell.Outcome outcome = shell.run("gateway", "start");
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.err().startsWith("The gateway is already running (process 4711)."), outcome.err());
    }

    @Test
    void aGatewayOfAnotherVersionIsReportedWithTheWayToReplaceIt() {
        String note =
                "The gateway has version 0.9, but this command has version 1.2.3. To replace the gateway: open-llm"
                        + " gateway stop && open-llm gateway start\n";
        shell.run("gateway", "start");
        server.gatewayService.version = "0.9";
        assertTrue(shell.run("gateway", "start").err().contains(note));
        assertTrue(shell.run("gateway", "status").err().contains(note));
    }

    @Test
    void theExitCodeOfStatusIndicatesTheState() {
        assertEquals(1, shell.run("gateway", "status").exitCode());
        shell.run("gateway", "start");
        assertEquals(0, shell.run("gateway", "status").exitCode());
        server.gatewayService.responds = false;
        assertEquals(5, shell.run("gateway", "status").exitCode());
    }

    @Test
    void theStatusAsJsonIsOneObject() {
        assertEquals(
                "{\"running\":false,\"answers\":false}\n",
                shell.run("gateway", "status", "--json").out());
        shell.run("gateway", "start");
        assertEquals(
                "{\"running\":true,\"answers\":true,\"url\":\"http://127.0.0.1:4141\",\"processId\":4711,\"port\":4141,\"started\":\"2026-05-04T09:30:00Z\",\"version\":\"1.2.3\",\"log\":\"/home/me/gateway.log\"}\n",
                shell.run("gateway", "status", "--json").out());
    }

    @Test
    void stoppingReportsThePreviousState() {
        assertEquals(
                "No background gateway is running.\n",
                shell.run("gateway", "stop").err());
        shell.run("gateway", "start");
        assertEquals("The gateway stopped.\n", shell.run("gateway", "stop").err());
    }

    @Test
    void atLoginEnablesNothingByDefault() {
        Shell.Outcome outcome = shell.run("gateway", "at-login");
        assertFalse(server.gatewayService.enabled);
        assertEquals("/home/me/open-llm-gateway.service\n", outcome.out());
        assertEquals("""
            Starting at login is not enabled yet. To enable it, run:
              systemctl --user enable "my unit"
            """, outcome.err());
        shell.run("gateway", "at-login", "--enable");
        assertTrue(server.gatewayService.enabled);
        assertEquals(2, shell.run("gateway", "at-login", "--enable", "--remove").exitCode());
        assertEquals(
                "Removed /home/me/open-llm-gateway.service.\n",
                shell.run("gateway", "at-login", "--remove").err());
    }

    @Test
    void aContainerNeverRunsWithoutAToken() {
        assertEquals(2, shell.run("gateway", "--container", "--no-token").exitCode());
        assertEquals(List.of(), server.gatewayModes);
        shell.run("gateway", "--container");
        assertEquals(List.of(new GatewayMode(4141, true, OptionalInt.empty(), true, false)), server.gatewayModes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--port 0", "--port 65535", "--background", "--port 7 --background", "--background --port 7"
            })
    void aGatewayStartsTheSameWithAndWithoutTheParser(String options) {
        String[] simpleArguments = ("gateway " + options).strip().split(" ");
        String[] parserArguments = Stream.concat(Stream.of(simpleArguments), Stream.of("--ollama-port=11434"))
                .toArray(String[]::new);

        assertEquals(0, shell.run(parserArguments).exitCode());
        GatewayMode parsedMode = server.gatewayModes.getFirst();
        assertEquals(
                Optional.of(
                        new GatewayMode(parsedMode.port(), true, OptionalInt.empty(), false, parsedMode.background())),
                GatewayCommand.parseSimple(simpleArguments));
        assertEquals(0, shell.run(simpleArguments).exitCode());
        assertEquals(GatewayCommand.parseSimple(simpleArguments), Optional.of(server.gatewayModes.getLast()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway status",
                "gateway --help",
                "gateway --port",
                "gateway --port 65536",
                "gateway --port -1",
                "gateway --port 123456",
                "gateway --port 0 --port 5",
                "gateway --port=0",
                "gateway --no-token",
                "gateway 5",
                "chat --port 0"
            })
    void allOtherArgumentsAreLeftToTheParser(String command) {
        assertEquals(Optional.empty(), GatewayCommand.parseSimple(command.split(" ")));
    }

    @Test
    void aGatewayThatCannotStartIsReportedWithoutTheParser() {
        server.gatewayFailure =
                Optional.of(new OpenLlmException(ErrorKind.CONFIG, "Port 5 is in use.", "Choose another."));
        Shell.Outcome withoutParser = shell.run("gateway", "--port", "5");
        Shell.Outcome withParser = shell.run("gateway", "--port=5");

        assertEquals(withParser, withoutParser);
        assertEquals(3, withoutParser.exitCode());
        assertTrue(withoutParser.err().contains("Port 5 is in use."), withoutParser.err());
    }
}
