package dev.openllm.server;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.TemporaryFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Deletes temporary files left by processes that were killed while writing them. These files can contain API keys. */
final class StaleTemporaryFiles {

    /** The names of files that can be links to files in another folder, such as a dotfiles repository. */
    private static final List<String> LINKABLE_FILES = List.of(".env", "config.yaml");

    private StaleTemporaryFiles() {}

    /** Deletes the temporary files in the user's configuration folder. */
    static void sweep(Path userFolder) {
        TemporaryFiles.deleteLeftovers(userFolder);
        TemporaryFiles.deleteLeftovers(userFolder.resolve("usage"));
        TemporaryFiles.deleteLeftovers(userFolder.resolve("backups"));
        LINKABLE_FILES.forEach(name -> sweepBesideTarget(userFolder.resolve(name)));
    }

    /**
     * Deletes the temporary files in the {@code .config/openllm} folders of the folders that are open in the editor.
     */
    static void sweep(List<String> openFolders) {
        for (String folder : openFolders) {
            try {
                TemporaryFiles.deleteLeftovers(Path.of(folder, ".config", "openllm"));
            } catch (InvalidPathException notOnDisk) {
                // The folder belongs to a virtual file system, so it has no files on disk.
            }
        }
    }

    private static void sweepBesideTarget(Path file) {
        try {
            TemporaryFiles.deleteLeftoversOf(AtomicFile.target(file));
        } catch (IOException unreadable) {
            // If the target of the link cannot be determined, no temporary file was created next to the target.
        }
    }
}
