package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders that have their own configuration, and the user's decisions about them. */
public interface WorkspaceFolders {

    /**
     * Returns the open folder of a command: the nearest folder with a configuration or, if there is none, the current
     * folder.
     */
    Optional<Path> open();

    /**
     * Returns the configuration that applies in a folder; empty if neither the folder nor its parent folders in the
     * repository contain one.
     */
    Optional<Found> find(Path folder);

    /** Returns the current folder of the command. */
    Path current();

    /** Stores a decision. @throws dev.openllm.protocol.error.OpenLlmException if the decision cannot be written */
    void remember(Found found, boolean trusted);

    /** Removes the decisions about a folder. @return whether a decision existed */
    boolean forget(Path folder);

    /** Returns all decisions and their current state. */
    List<Decision> decisions();

    /** Whether the configuration of a folder can be used. */
    enum State {
        TRUSTED,
        UNKNOWN,
        CHANGED,
        DECLINED,
        /** The file is invalid, so its selections are unknown. */
        UNREADABLE
    }

    /**
     * The configuration of a folder.
     *
     * @param selects the hosts and models that the configuration selects, one per line
     * @param fingerprint the fingerprint of the fields that determine where data is sent
     */
    record Found(Path folder, Path file, State state, List<String> selects, String fingerprint) {

        public Found {
            selects = List.copyOf(selects);
        }
    }

    /**
     * A decision about a folder.
     *
     * @param state the state as one word: trusted, declined, changed, or missing
     * @param decided the time of the decision; empty for folders specified by the environment
     */
    record Decision(String folder, String state, Optional<String> decided) {}
}
