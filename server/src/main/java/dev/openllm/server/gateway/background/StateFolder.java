package dev.openllm.server.gateway.background;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.HomeFolder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/**
 * The folder in which a user's gateway stores its state. The path is the same in every session, whether in a terminal
 * or at login.
 *
 * @param folder the path of the folder, which only its owner can read
 */
public record StateFolder(Path folder) {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * Returns {@code OPENLLM_STATE_DIR} if it is set. Otherwise, returns {@code %LOCALAPPDATA%\openllm\gateway} on
     * Windows and {@code $XDG_STATE_HOME/openllm/gateway} on other systems, where {@code XDG_STATE_HOME} defaults to
     * {@code ~/.local/state}.
     */
    public static StateFolder of(Map<String, String> environment, String osName) {
        String configured = environment.getOrDefault("OPENLLM_STATE_DIR", "");
        if (!configured.isBlank()) {
            return new StateFolder(Path.of(configured).toAbsolutePath());
        }
        Path home = HomeFolder.of(environment);
        boolean windows = osName.toLowerCase(Locale.ROOT).startsWith("windows");
        String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_STATE_HOME", "");
        Path defaultBase = windows
                ? home.resolve("AppData").resolve("Local")
                : home.resolve(".local").resolve("state");
        Path stateHome = base.isBlank() || !Path.of(base).isAbsolute() ? defaultBase : Path.of(base);
        return new StateFolder(stateHome.resolve("openllm").resolve("gateway"));
    }

    /**
     * Creates the folder so that only its owner can access it.
     *
     * @throws IOException if the folder belongs to another user
     */
    void create() throws IOException {
        AtomicFile.createFolder(folder);
        if (POSIX) {
            if (Files.isSymbolicLink(folder) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " is no folder");
            }
            // This call throws an exception if the folder belongs to another user.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path runtimeFile() {
        return folder.resolve("gateway.json");
    }

    /** Returns the path of the file that contains the output of the gateway before it was ready. */
    Path startLog() {
        return folder.resolve("gateway.start.log");
    }

    public Path log() {
        return folder.resolve("gateway.log");
    }

    Path locks() {
        return folder.resolve("locks");
    }
}
