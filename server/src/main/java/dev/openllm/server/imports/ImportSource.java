package dev.openllm.server.imports;

import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;

/** A program whose configuration can be read. */
interface ImportSource {

    /** Returns the name of the program on the command line. */
    String id();

    /** Returns the display name of the program. */
    String title();

    /** Returns the standard locations of the configuration, most common first; the files do not have to exist. */
    List<Path> usualFiles(Places places);

    /** Returns whether a file that the user specified belongs to this program. */
    boolean knows(Path file, String text);

    /**
     * Reads a file and its related files.
     *
     * @throws ConfigFileException if the file does not belong to this program
     */
    void read(Path file, String text, PlanBuilder plan) throws ConfigFileException;
}
