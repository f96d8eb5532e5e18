package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/** Replaces files atomically: a reader sees either the old or the new content, even after a power failure. */
public final class AtomicFile {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    /**
     * The POSIX write permissions. A file for which none of these permissions is set is treated as read-only, even
     * though an administrator can still write to the file.
     */
    private static final Set<PosixFilePermission> WRITE_PERMISSIONS =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private static final int MAX_ATTEMPTS = 5;

    private AtomicFile() {}

    /**
     * Replaces the content of a file, or creates the file. The permissions of an existing file are preserved. If the
     * path is a symbolic link, the target of the link is replaced. New files and folders are accessible only to their
     * owner.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path target = target(file);
        Set<PosixFilePermission> permissions =
                POSIX && Files.exists(target) ? Files.getPosixFilePermissions(target) : PRIVATE_FILE;
        replace(target, content, permissions);
    }

    /**
     * Replaces the content of a file in the same way as {@link #replace}, but always makes the file accessible only to
     * its owner.
     */
    public static void replacePrivately(Path file, byte[] content) throws IOException {
        replace(target(file), content, PRIVATE_FILE);
    }

    /**
     * Creates a folder and any missing parent folders. New folders are accessible only to their owner; existing folders
     * remain unchanged.
     */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, asAttributes(PRIVATE_FOLDER));
        }
    }

    /** Returns the target of a symbolic link, whether or not the target exists. Other paths are returned unchanged. */
    public static Path target(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == 40) {
                throw new IOException("too many links");
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return Files.exists(path) ? path.toRealPath() : path.normalize();
    }

    /**
     * Rejects a read-only file. This check is necessary because replacing a file requires only write access to its
     * folder, regardless of the permissions of the file itself.
     */
    private static void rejectReadOnly(Path target) throws IOException {
        boolean readOnly = Files.exists(target)
                && (!Files.isWritable(target)
                        || POSIX && Collections.disjoint(Files.getPosixFilePermissions(target), WRITE_PERMISSIONS));
        if (readOnly) {
            throw new CannotWrite(UserText.of("it is read-only"));
        }
    }

    private static void replace(Path target, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        rejectReadOnly(target);
        createFolder(target.getParent());
        boolean replaced = false;
        for (int attempt = 1; !replaced; attempt++) {
            replaced = tryReplace(target, content, permissions, attempt == MAX_ATTEMPTS);
        }
        syncFolder(target.getParent());
        TemporaryFiles.deleteLeftoversOf(target);
    }

    /**
     * Tries to replace a file. Another process can mistake the temporary file for a leftover and delete it, because the
     * temporary file is briefly unlocked after it is created and while it is moved.
     *
     * @param lastAttempt whether this is the last attempt, in which case a deleted temporary file causes an exception
     * @return {@code true} if the file was replaced; {@code false} if another process deleted the temporary file
     */
    private static boolean tryReplace(
            Path target, byte[] content, Set<PosixFilePermission> permissions, boolean lastAttempt) throws IOException {
        try (TemporaryFiles.Fresh temporaryFile = TemporaryFiles.create(target, asAttributes(PRIVATE_FILE))) {
            temporaryFile.write(content);
            if (POSIX) {
                Files.setPosixFilePermissions(temporaryFile.path(), permissions);
            }
            Replacement.forThisSystem()
                    .run(() -> Files.move(
                            temporaryFile.path(),
                            target,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING));
            return true;
        } catch (NoSuchFileException swept) {
            if (lastAttempt) {
                throw swept;
            }
            return false;
        }
    }

    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            // Windows cannot open a folder as a file. The file content has already been flushed to disk.
        }
    }

    private static FileAttribute<?>[] asAttributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
