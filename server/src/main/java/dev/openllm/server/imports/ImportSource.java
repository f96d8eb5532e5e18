package dev.openllm.server.imports;

import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;

/** A program whose configuration can be read. */
interface ImportSource {

    /** Its name on the command line. */
    String id();

    /** Its display name. */
    String title();

    /** The locations of its configuration, most common first; the files need not exist. */
    List<Path> usualFiles(Places places);

    /** Whether a file that the user named belongs to it. */
    boolean knows(Path file, String text);

    /**
     * Reads a file, and those that belong to it.
     *
     * @throws ConfigFileException when it is not a file of this program
     */
    void read(Path file, String text, PlanBuilder plan) throws ConfigFileException;
}
