package dev.openllm.server;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.TemporaryFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Deletes partly written files of killed processes, because the files may contain a key. */
final class Leftovers {

    /** Files that may be links to another folder, as in dotfile collections. */
    private static final List<String> LINKED = List.of(".env", "config.yaml");

    private Leftovers() {}

    /** The files in the user's own folder. */
    static void sweep(Path userFolder) {
        TemporaryFiles.sweep(userFolder);
        TemporaryFiles.sweep(userFolder.resolve("usage"));
        TemporaryFiles.sweep(userFolder.resolve("backups"));
        LINKED.forEach(name -> sweepBesideTarget(userFolder.resolve(name)));
    }

    /** The files in open folders. */
    static void sweep(List<String> openFolders) {
        for (String folder : openFolders) {
            try {
                TemporaryFiles.sweep(Path.of(folder, ".config", "openllm"));
            } catch (InvalidPathException notOnDisk) {
                // A folder of a virtual file system.
            }
        }
    }

    private static void sweepBesideTarget(Path file) {
        try {
            TemporaryFiles.sweepBeside(AtomicFile.target(file));
        } catch (IOException unreadable) {
            // Nothing was written through such a link either.
        }
    }
}
