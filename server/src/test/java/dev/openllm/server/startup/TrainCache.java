package dev.openllm.server.startup;

import dev.openllm.server.process.Packaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates the AOT cache of the packages for this platform, with the same training that other machines run
 * automatically.
 *
 * <p>The Maven build runs it with {@code java -cp open-llm.jar TrainCache.java server/target}.
 */
public final class TrainCache {

    private TrainCache() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Packaged packaged = new Packaged(Path.of(arguments[0]).toAbsolutePath());
        Path cache = packaged.cache();
        Files.deleteIfExists(cache);
        // A failed build can leave this file, and the training would wait for a day.
        Files.deleteIfExists(cache.resolveSibling(cache.getFileName() + ".training"));
        int exitCode = new ProcessBuilder(
                        packaged.java(),
                        "-cp",
                        packaged.jar().toString(),
                        CacheTraining.class.getName(),
                        cache.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0 || !Files.exists(cache)) {
            throw new IllegalStateException("No AOT cache was made; the training ended with " + exitCode);
        }
        long seconds = Files.getLastModifiedTime(packaged.jar()).toMillis() / 1000;
        Files.writeString(packaged.jarTimeFile(), seconds + "\n");
    }
}
