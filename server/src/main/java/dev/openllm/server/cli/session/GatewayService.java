package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway that runs in the background for its user. */
public interface GatewayService {

    /**
     * One that runs.
     *
     * @param answers whether it accepts requests
     * @param started as in {@code 2026-05-04T09:30:00Z}
     * @param log the file it logs to
     */
    record Running(boolean answers, long processId, int port, String started, String version, Path log) {}

    /** @param already whether it ran before */
    record Started(Running gateway, boolean already, String tokenPlace) {}

    /** How one ended. */
    enum Stopped {
        NONE_RUNNING,
        ENDED,
        KILLED
    }

    /**
     * What the system starts at login.
     *
     * @param enable the commands that switch it on
     * @param existed whether there was one before
     */
    record AtLogin(Path file, List<List<String>> enable, boolean existed) {}

    /**
     * Starts one, unless one runs, and waits until it is ready.
     *
     * @param port the one the user asked for
     * @throws dev.openllm.protocol.error.OpenLlmException when it does not start
     */
    Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort);

    Stopped stop();

    Optional<Running> running();

    /** Writes the file by which the system can start it at login. @param enabled whether to switch it on as well */
    AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enabled);

    /** Switches it off and removes the file. */
    AtLogin removeAtLogin();
}
