package dev.openllm.server.config.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds the folder whose configuration applies to a command: the nearest folder with a configuration file, searching
 * from the current folder up to the root of the repository. Outside a repository, only the current folder is
 * considered, because other users might have write access to its parent folders. The home folder contains the user's
 * own configuration and is never a workspace.
 *
 * @param home the user's home folder
 * @param fileOf the function that returns the configuration file of a folder
 */
public record WorkspaceLookup(Path home, UnaryOperator<Path> fileOf) {

    private static final String GIT_FOLDER = ".git";

    /** Returns the nearest folder with a configuration file, or an empty result if there is none. */
    public Optional<Path> nearest(Path start) {
        return candidates(start).stream()
                .filter(folder -> Files.exists(fileOf.apply(folder)))
                .findFirst();
    }

    /**
     * Returns the folder that is open for a command: the nearest folder with a configuration file or, if there is none,
     * the current folder.
     */
    public Optional<Path> resolve(Path start) {
        return nearest(start).or(() -> isHome(start) ? Optional.empty() : Optional.of(start));
    }

    private List<Path> candidates(Path start) {
        List<Path> folders = new ArrayList<>();
        for (Path folder = start; folder != null && !isHome(folder); folder = folder.getParent()) {
            folders.add(folder);
            if (Files.exists(folder.resolve(GIT_FOLDER))) {
                return folders;
            }
        }
        return folders.isEmpty() ? List.of() : folders.subList(0, 1);
    }

    private boolean isHome(Path folder) {
        try {
            return folder.equals(home) || Files.isSameFile(folder, home);
        } catch (java.io.IOException absent) {
            return false;
        }
    }
}
