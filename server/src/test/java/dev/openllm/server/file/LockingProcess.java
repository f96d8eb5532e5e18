package dev.openllm.server.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process of {@link TemporaryFilesTest} that writes a file until it is killed. */
final class LockingProcess {

    private LockingProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            channel.tryLock();
            System.out.println("locked");
            System.in.read(); // input ends when the JVM of the test ends, for whatever reason
        }
    }
}
