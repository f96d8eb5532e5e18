package dev.openllm.server.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Folders with a configuration of their own, and the user's decisions about them. */
public interface WorkspaceFolders {

    /** The open folder of a command: the nearest with a configuration, or else the current one. */
    Optional<Path> open();

    /** The configuration that applies in a folder; empty when there is none in it or above it in its repository. */
    Optional<Found> find(Path folder);

    /** The folder that the command runs in. */
    Path current();

    /** Stores a decision. @throws dev.openllm.protocol.error.OpenLlmException when it cannot be written */
    void remember(Found found, boolean trusted);

    /** Removes the decisions about a folder. @return whether there was one */
    boolean forget(Path folder);

    /** All decisions and their current state. */
    List<Decision> decisions();

    /** Whether a folder may be used. */
    enum State {
        TRUSTED,
        UNKNOWN,
        CHANGED,
        DECLINED,
        /** The file is broken, so it is unknown what it selects. */
        UNREADABLE
    }

    /**
     * A folder's configuration.
     *
     * @param selects the hosts and models that it would select, one per line
     * @param fingerprint of the fields that decide where data goes
     */
    record Found(Path folder, Path file, State state, List<String> selects, String fingerprint) {

        public Found {
            selects = List.copyOf(selects);
        }
    }

    /**
     * A decision about a folder.
     *
     * @param state in a word: trusted, declined, changed, missing
     * @param decided when; empty for folders named by the environment
     */
    record Decision(String folder, String state, Optional<String> decided) {}
}
