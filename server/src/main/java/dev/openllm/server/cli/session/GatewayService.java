package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The user's background gateway. */
public interface GatewayService {

    /**
     * A running gateway.
     *
     * @param answers whether the gateway responds to requests
     * @param started the start time, such as {@code 2026-05-04T09:30:00Z}
     * @param log the log file
     */
    record Running(boolean answers, long processId, int port, String started, String version, Path log) {}

    /** @param already whether the gateway was already running */
    record Started(Running gateway, boolean already, String tokenPlace) {}

    /** The outcome of stopping a gateway. */
    enum Stopped {
        NONE_RUNNING,
        ENDED,
        KILLED
    }

    /**
     * The file with which the system starts the gateway at login.
     *
     * @param enable the commands that enable it
     * @param existed whether the file existed before
     */
    record AtLogin(Path file, List<List<String>> enable, boolean existed) {}

    /**
     * Starts the gateway, unless it is already running, and waits until it is ready.
     *
     * @param port the requested port
     * @throws dev.openllm.protocol.error.OpenLlmException if the gateway does not start
     */
    Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort);

    Stopped stop();

    Optional<Running> running();

    /**
     * Writes the file with which the system can start the gateway at login.
     *
     * @param enabled whether to also enable it
     */
    AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enabled);

    /** Disables starting the gateway at login and removes the file. */
    AtLogin removeAtLogin();
}
