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
    static Path state(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state =
                named.isBlank() ? HomeFolder.of(environment).resolve(".local").resolve("state") : Path.of(named);
        return state.resolve("openllm").resolve("launch");
    }

    static PrivateFolder create(Map<String, String> environment) {
        Path state = state(environment);
        try {
            AtomicFile.makeFolder(state);
            sweep(state);
            Path path = state.resolve("run-" + ProcessHandle.current().pid() + "-"
                    + UUID.randomUUID().toString().substring(0, 8));
            AtomicFile.makeFolder(path);
            return new PrivateFolder(path);
        } catch (IOException failed) {
            throw unusable(state);
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
            throw unusable(path);
        }
    }

    private static OpenLlmException unusable(Path folder) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The tool's files cannot be written to " + folder + ".",
                "Make the folder writable, or set XDG_STATE_HOME to another folder.");
    }

    /** Deletes the folders of processes that are no longer running. */
    private static void sweep(Path state) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(state, "run-*")) {
            for (Path folder : folders) {
                String process = folder.getFileName().toString().split("-")[1];
                if (process.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(process)).isEmpty()) {
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
        } catch (IOException stays) {
            // The next launch tries to delete the folder again.
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
