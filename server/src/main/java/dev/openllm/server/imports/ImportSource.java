package dev.openllm.server.imports;

import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;

/** A program whose configuration can be read. */
interface ImportSource {

    /** Its word on the command line. */
    String id();

    /** Its name for the user. */
    String title();

    /** Where it keeps its configuration, most usual first; the files need not exist. */
    List<Path> usualFiles(Places places);

    /** Whether a file that the user named is one of its. */
    boolean knows(Path file, String text);

    /**
     * Reads a file, and those that belong to it.
     *
     * @throws ConfigFileException when it is not what this program reads
     */
    void read(Path file, String text, PlanBuilder plan) throws ConfigFileException;
}
