package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Controls the user's background gateway. */
public interface GatewayService {

    /**
     * A running gateway.
     *
     * @param answers whether the gateway responds to requests
     * @param started the start time, such as {@code 2026-05-04T09:30:00Z}
     * @param log the path of the log file
     */
    record Running(boolean answers, long processId, int port, String started, String version, Path log) {}

    /**
     * The result of starting the gateway.
     *
     * @param alreadyRunning whether the gateway was already running
     * @param tokenLocation a description of where the gateway token is stored; empty if the gateway does not require a
     *     token
     */
    record Started(Running gateway, boolean alreadyRunning, String tokenLocation) {}

    /** The outcome of stopping a gateway. */
    enum Stopped {
        NONE_RUNNING,
        ENDED,
        KILLED
    }

    /**
     * The file with which the operating system starts the gateway at login.
     *
     * @param enable the commands that enable the start at login
     * @param existed whether the file existed before
     */
    record AtLogin(Path file, List<List<String>> enable, boolean existed) {}

    /**
     * Starts the gateway, unless it is already running, and waits until it is ready.
     *
     * @param port the requested port; empty for the default port
     * @throws dev.openllm.protocol.error.OpenLlmException if the gateway does not start
     */
    Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort);

    Stopped stop();

    Optional<Running> running();

    /**
     * Writes the file with which the operating system can start the gateway at login.
     *
     * @param enabled whether to also enable the start at login
     */
    AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enabled);

    /** Disables the start of the gateway at login and deletes the file. */
    AtLogin removeAtLogin();
}
