package dev.openllm.server.cli;

import dev.openllm.server.cli.session.GatewayService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A simulated background gateway that runs no process. */
final class ScriptedGatewayService implements GatewayService {

    private static final Path SERVICE_FILE = Path.of("/home/me/open-llm-gateway.service");

    Optional<Running> running = Optional.empty();
    boolean responds = true;
    boolean enabled;
    String version = "1.2.3";

    @Override
    public Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort) {
        boolean alreadyRunning = running.isPresent();
        running = Optional.of(runningGateway(port.orElse(4141)));
        return new Started(running.get(), alreadyRunning, withToken ? "/home/me/gateway.token" : "");
    }

    private Running runningGateway(int port) {
        return new Running(responds, 4711, port, "2026-05-04T09:30:00Z", version, Path.of("/home/me/gateway.log"));
    }

    @Override
    public Stopped stop() {
        Stopped stopped = running.isPresent() ? Stopped.ENDED : Stopped.NONE_RUNNING;
        running = Optional.empty();
        return stopped;
    }

    @Override
    public Optional<Running> running() {
        return running.map(gateway -> runningGateway(gateway.port()));
    }

    @Override
    public AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enable) {
        enabled = enable;
        return new AtLogin(SERVICE_FILE, List.of(List.of("systemctl", "--user", "enable", "my unit")), false);
    }

    @Override
    public AtLogin removeAtLogin() {
        return new AtLogin(SERVICE_FILE, List.of(), enabled);
    }
}
