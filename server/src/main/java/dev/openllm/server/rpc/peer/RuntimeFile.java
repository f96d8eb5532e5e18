package dev.openllm.server.rpc.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.InitializeResult;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.file.ProcessStart;
import dev.openllm.server.file.TemporaryFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file in which a running server publishes how clients can connect to the server. Each process has its own file,
 * {@code <processId>.json} in {@link #folder}, which only the user can read. Clients in all languages use this file.
 *
 * <pre>{"processId": 4711, "port": 40123, "token": "…", "folders": ["/home/me/project"], "protocolVersion": 1}</pre>
 */
final class RuntimeFile {

    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Pattern FILE_NAME = Pattern.compile("\\d+\\.json");

    /** The maximum size of a runtime file, in bytes. This size is enough for the paths of many open folders. */
    static final int MAX_BYTES = 1 << 20;

    private final Path folder;
    private final Path file;

    RuntimeFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(ProcessHandle.current().pid() + ".json");
    }

    /**
     * Returns the folder for runtime files. If {@code OPENLLM_RUNTIME_DIR} is set, the folder is the value of this
     * variable. If it is not set, the folder is {@code %LOCALAPPDATA%\openllm\run} on Windows, {@code
     * $XDG_RUNTIME_DIR/openllm} if {@code XDG_RUNTIME_DIR} is set, and {@code ~/.local/state/openllm/run} in all other
     * cases.
     */
    static Path folder(Map<String, String> environment) {
        Path home = HomeFolder.of(environment);
        Optional<Path> configured = variable(environment, "OPENLLM_RUNTIME_DIR");
        if (configured.isPresent()) {
            return configured.get();
        }
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            Path local = variable(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"));
            return local.resolve("openllm").resolve("run");
        }
        return variable(environment, "XDG_RUNTIME_DIR")
                .map(runtime -> runtime.resolve("openllm"))
                .orElse(home.resolve(".local")
                        .resolve("state")
                        .resolve("openllm")
                        .resolve("run"));
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * Writes the runtime file of this process, and deletes the files of servers that have ended.
     *
     * @throws IOException if access to the file cannot be restricted to the user
     */
    void publish(int port, String token, List<String> folders) throws IOException {
        makeFolderPrivate();
        removeStale();
        TemporaryFiles.deleteLeftovers(folder);
        ObjectNode entry = Wire.JSON.createObjectNode();
        entry.put("processId", ProcessHandle.current().pid());
        ProcessStart start = ProcessStart.of(ProcessHandle.current());
        start.time().ifPresent(time -> entry.put("processStart", time.toEpochMilli()));
        start.writeTo(entry);
        entry.put("protocolVersion", InitializeResult.PROTOCOL_VERSION);
        entry.put("port", port);
        entry.put("token", token);
        folders.forEach(entry.putArray("folders")::add);
        // Any existing file is deleted first, so that a link that another user created is not followed.
        Files.deleteIfExists(file);
        AtomicFile.replacePrivately(file, Wire.JSON.writeValueAsBytes(entry));
    }

    /** Returns the path of the file. */
    @Override
    public String toString() {
        return file.toString();
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // The file is now stale, and the next server deletes it.
        }
    }

    private void makeFolderPrivate() throws IOException {
        AtomicFile.createFolder(folder);
        if (!POSIX) {
            return; // everything in %LOCALAPPDATA% belongs to the user
        }
        if (Files.isSymbolicLink(folder)
                || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(currentUser())) {
            throw new IOException(folder + " belongs to another user");
        }
        Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
    }

    /** Returns the name of the current user, in the format in which the owner of a file is reported. */
    static String currentUser() throws IOException {
        Path probe = Files.createTempFile("open-llm", null);
        try {
            return Files.getOwner(probe).getName();
        } finally {
            Files.delete(probe);
        }
    }

    private void removeStale() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path other : files) {
                // A folder that the user specified can contain other files.
                if (FILE_NAME.matcher(other.getFileName().toString()).matches() && isStale(other)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static boolean isStale(Path other) {
        try {
            return isStale(Wire.JSON.readTree(BoundedFile.read(other, MAX_BYTES)));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Returns whether the process that wrote a runtime file has ended. */
    static boolean isStale(JsonNode entry) {
        Optional<ProcessHandle> process =
                ProcessHandle.of(entry.path("processId").asLong(-1)).filter(ProcessHandle::isAlive);
        // By now, a different process can have the same process ID, but its start time differs.
        Optional<Instant> time = Optional.of(entry.path("processStart"))
                .filter(JsonNode::isNumber)
                .map(millis -> Instant.ofEpochMilli(millis.asLong()));
        return process.isEmpty() || !ProcessStart.of(process.get()).mayBeSameAs(ProcessStart.fromJson(entry, time));
    }
}
