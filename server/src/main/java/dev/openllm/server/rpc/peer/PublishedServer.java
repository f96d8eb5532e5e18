package dev.openllm.server.rpc.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running server, as described in its {@link RuntimeFile}.
 *
 * @param protocolVersion the server's protocol version, which must be the same as the client's
 * @param token the token, which is sent only to this server
 * @param folders the folders that are open in this server
 */
record PublishedServer(long processId, int protocolVersion, int port, String token, List<Path> folders) {

    /**
     * Returns the running servers in which the specified folder or one of its parents is open. Runtime files are
     * skipped if their server has ended or if other users could have written them.
     *
     * @param runtime the folder that contains the runtime files
     */
    static List<PublishedServer> of(Path runtime, Path folder) {
        if (!Files.isDirectory(runtime, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            String user = RuntimeFile.POSIX ? RuntimeFile.currentUser() : "";
            return isPrivate(runtime, user)
                    ? files(runtime).stream()
                            .flatMap(file -> read(file, user).stream())
                            .filter(server -> server.folders.stream().anyMatch(folder::startsWith))
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<Path> files(Path runtime) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(runtime, "*.json")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static Optional<PublishedServer> read(Path file, String user) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isPrivate(file, user)) {
                return Optional.empty();
            }
            JsonNode entry = Wire.JSON.readTree(BoundedFile.read(file, RuntimeFile.MAX_BYTES));
            if (RuntimeFile.isStale(entry)) {
                return Optional.empty();
            }
            List<Path> folders = new ArrayList<>();
            entry.path("folders").forEach(folder -> folders.add(Path.of(folder.asText())));
            return Optional.of(new PublishedServer(
                    entry.path("processId").asLong(),
                    entry.path("protocolVersion").asInt(),
                    entry.path("port").asInt(),
                    entry.path("token").asText(),
                    folders));
        } catch (IOException | RuntimeException unusable) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether only the user has access to a path. The result is always true on Windows, where the path is in
     * the user's own folder.
     */
    private static boolean isPrivate(Path path, String user) throws IOException {
        if (!RuntimeFile.POSIX) {
            return true;
        }
        String permissions =
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        return permissions.endsWith("------")
                && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName().equals(user);
    }

    @Override
    public String toString() {
        return "process " + processId;
    }
}
