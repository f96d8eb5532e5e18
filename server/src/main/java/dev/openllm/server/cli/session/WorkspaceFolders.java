package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders that have their own configuration, and the user's trust decisions for these folders. */
public interface WorkspaceFolders {

    /**
     * Returns the folder that a command opens: the nearest enclosing folder that contains a configuration or, if no
     * such folder exists, the current folder.
     */
    Optional<Path> open();

    /**
     * Returns the configuration that applies in a folder. Returns an empty result if neither the folder nor any of its
     * parent folders in the repository contains a configuration.
     */
    Optional<Found> find(Path folder);

    /** Returns the current folder of the command. */
    Path current();

    /**
     * Stores a trust decision.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the decision cannot be written
     */
    void remember(Found found, boolean trusted);

    /** Removes the trust decision for a folder. @return whether a decision existed */
    boolean forget(Path folder);

    /** Returns all trust decisions and their current states. */
    List<Decision> decisions();

    /** The states of a folder configuration, which determine whether the configuration can be used. */
    enum State {
        TRUSTED,
        UNKNOWN,
        CHANGED,
        DECLINED,
        /** The configuration file is invalid, so the hosts and models that it selects are unknown. */
        UNREADABLE
    }

    /**
     * The configuration of a folder.
     *
     * @param selects descriptions of the hosts and models that the configuration selects, one per line
     * @param fingerprint the hash of the configuration fields that determine where data is sent
     */
    record Found(Path folder, Path file, State state, List<String> selects, String fingerprint) {

        public Found {
            selects = List.copyOf(selects);
        }
    }

    /**
     * A trust decision for a folder.
     *
     * @param state the state as one word: {@code trusted}, {@code declined}, {@code changed}, or {@code missing}
     * @param decided the time of the decision; empty for folders that the environment specifies
     */
    record Decision(String folder, String state, Optional<String> decided) {}
}
