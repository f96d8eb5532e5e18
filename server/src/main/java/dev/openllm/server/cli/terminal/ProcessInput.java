package dev.openllm.server.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.stream.Stream;

/** Provides the stdin of the process. */
public final class ProcessInput {

    private static final Path STDIN = Path.of("/dev/fd/0");

    private ProcessInput() {}

    /**
     * Returns stdin, or an empty stream if stdin was closed when the JVM started. In that case, one of the files that
     * the JVM opens receives the file descriptor of stdin. The launcher prevents this problem; the check is for users
     * who start the JVM directly.
     */
    public static InputStream of(InputStream stdin) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(STDIN, BasicFileAttributes.class);
            return attributes.isRegularFile() && isProgramFile(attributes) ? InputStream.nullInputStream() : stdin;
        } catch (IOException | UnsupportedOperationException notListed) {
            return stdin;
        }
    }

    private static boolean isProgramFile(BasicFileAttributes stdin) {
        Path java = Path.of(System.getProperty("java.home"), "lib");
        Stream<Path> programFiles = Stream.concat(
                Stream.of(java.resolve("modules"), java.resolve("jvm.cfg"), java.resolve("server/classes.jsa")),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of));
        return programFiles.anyMatch(file -> isSame(file, stdin));
    }

    private static boolean isSame(Path file, BasicFileAttributes stdin) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key != null && Objects.equals(key, stdin.fileKey());
        } catch (IOException absent) {
            return false;
        }
    }
}
