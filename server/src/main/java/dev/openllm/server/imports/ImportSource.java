package dev.openllm.server.imports;

import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;

/** A program whose configuration can be imported, such as LiteLLM. */
interface ImportSource {

    /** Returns the name that identifies the program on the command line. */
    String id();

    /** Returns the display name of the program. */
    String title();

    /**
     * Returns the default paths of the program's configuration files, most common first. The files do not have to
     * exist.
     */
    List<Path> defaultFiles(ImportLocations places);

    /**
     * Returns whether a file that the user specified is a configuration file of this program.
     *
     * @param text the content of the file
     */
    boolean recognizes(Path file, String text);

    /**
     * Reads a configuration file and any related files, and adds their providers and models to an import plan.
     *
     * @throws ConfigFileException if the file is not a valid configuration file of this program
     */
    void read(Path file, String text, PlanBuilder plan) throws ConfigFileException;
}
