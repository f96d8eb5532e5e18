package dev.openllm.server.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the creation of the ahead-of-time (AOT) cache in the background. {@link CacheTraining} runs in a separate
 * process, which outlives this process and uses only idle processor time. The launchers check whether the cache exists.
 * If the cache does not exist, the launchers set the system property {@code openllm.cache} to the path at which to
 * create the cache.
 */
public final class BackgroundTraining {

    private static final String CACHE_PROPERTY = "openllm.cache";
    private static final Path NICE = Path.of("/usr/bin/nice");

    /**
     * The delay before the training run, in seconds. An editor that has just opened a window needs the processor for
     * other work.
     */
    private static final long START_DELAY_SECONDS = 15;

    private BackgroundTraining() {}

    /**
     * Starts the training run that creates the AOT cache if the cache is missing. This method is called at the end of a
     * command.
     */
    public static void start() {
        String cache = System.getProperty(CACHE_PROPERTY);
        if (cache != null && !CacheTraining.isClaimed(Path.of(cache))) {
            startProcess(cache);
        }
    }

    /**
     * Schedules the training run that creates the AOT cache if the cache is missing. This method is called when a
     * long-running process starts; the training run starts after a delay.
     */
    public static void startLater() {
        if (System.getProperty(CACHE_PROPERTY) == null) {
            return;
        }
        Thread thread = new Thread(BackgroundTraining::waitAndStart, "cache-training");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitAndStart() {
        try {
            TimeUnit.SECONDS.sleep(Long.getLong("openllm.cache.seconds", START_DELAY_SECONDS));
            start();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startProcess(String cache) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.addAll(List.of(
                CacheTraining.javaCommand(),
                "@"
                        + Path.of(System.getProperty("java.class.path"))
                                .toAbsolutePath()
                                .resolveSibling("open-llm.flags"),
                "-cp",
                System.getProperty("java.class.path"),
                CacheTraining.class.getName(),
                cache));
        try {
            ProcessBuilder process = new ProcessBuilder(command);
            CacheTraining.retainAllowedVariables(process.environment());
            process.directory(new File(System.getProperty("java.io.tmpdir")));
            process.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            process.redirectError(ProcessBuilder.Redirect.DISCARD);
            process.start().getOutputStream().close();
        } catch (IOException notPossibleHere) {
            // The program works without a cache, but more slowly.
        }
    }
}
