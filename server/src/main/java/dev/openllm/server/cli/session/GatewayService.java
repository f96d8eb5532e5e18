package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway that runs in the background for its user. */
public interface GatewayService {

    /**
     * A running gateway.
     *
     * @param answers whether it accepts requests
     * @param started as in {@code 2026-05-04T09:30:00Z}
     * @param log its log file
     */
    record Running(boolean answers, long processId, int port, String started, String version, Path log) {}

    /** @param already whether it was running before */
    record Started(Running gateway, boolean already, String tokenPlace) {}

    /** How a gateway ended. */
    enum Stopped {
        NONE_RUNNING,
        ENDED,
        KILLED
    }

    /**
     * What the system starts at login.
     *
     * @param enable the commands that enable it
     * @param existed whether there was one before
     */
    record AtLogin(Path file, List<List<String>> enable, boolean existed) {}

    /**
     * Starts a gateway, unless one runs, and waits until it is ready.
     *
     * @param port the requested port
     * @throws dev.openllm.protocol.error.OpenLlmException when it does not start
     */
    Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort);

    Stopped stop();

    Optional<Running> running();

    /** Writes the file with which the system can start it at login. @param enabled whether to enable it as well */
    AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enabled);

    /** Disables it and removes the file. */
    AtLogin removeAtLogin();
}
