package dev.openllm.server.cli.launch;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.HomeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A private folder for the files of one launch. The folder is deleted at the end of the launch or, if this process is
 * killed, by the next launch. The folder is not inside {@code /tmp}, because Gemini CLI rejects settings in {@code
 * /tmp}, and Codex rejects its helper programs there.
 */
final class PrivateFolder implements AutoCloseable {

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Returns the folder that contains the private folders of launches. This folder is specific to this machine. */
    static Path stateFolder(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = configured.isBlank()
                ? HomeFolder.of(environment).resolve(".local").resolve("state")
                : Path.of(configured);
        return state.resolve("openllm").resolve("launch");
    }

    static PrivateFolder create(Map<String, String> environment) {
        Path stateFolder = stateFolder(environment);
        try {
            AtomicFile.createFolder(stateFolder);
            deleteStale(stateFolder);
            Path path = stateFolder.resolve("run-" + ProcessHandle.current().pid() + "-"
                    + UUID.randomUUID().toString().substring(0, 8));
            AtomicFile.createFolder(path);
            return new PrivateFolder(path);
        } catch (IOException failed) {
            throw writeError(stateFolder);
        }
    }

    String path() {
        return path.toString();
    }

    void write(Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                AtomicFile.replacePrivately(
                        path.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw writeError(path);
        }
    }

    private static OpenLlmException writeError(Path folder) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The tool's files cannot be written to " + folder + ".",
                "Make the folder writable, or set XDG_STATE_HOME to another folder.");
    }

    /** Deletes the folders of processes that are no longer running. */
    private static void deleteStale(Path state) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(state, "run-*")) {
            for (Path folder : folders) {
                String processId = folder.getFileName().toString().split("-")[1];
                if (processId.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(processId)).isEmpty()) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
                    content.forEach(PrivateFolder::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException undeletable) {
            // The next launch tries to delete the folder again.
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
