package dev.openllm.server.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Creates the ahead-of-time (AOT) cache (JEP 514) of the program in a training run. During the training run, a server
 * process receives the first requests of an editor (initialize, list the models, send a chat request, count tokens, and
 * shut down). The process then runs the {@code open-llm chat} command and the gateway. Code that is loaded and run
 * during the training run starts faster in later processes.
 *
 * <p>Usage: {@code java -cp open-llm.jar dev.openllm.server.startup.CacheTraining FILE}, where {@code FILE} is the path
 * of the cache file. Only one training run is active at a time, and a failed training run is not repeated within a day.
 * The modification time of the cache file is set to the modification time of the JAR file, so that the launchers can
 * check whether the two files match: Java accepts a cache only if the JAR file has the same modification time as during
 * the training run.
 */
public final class CacheTraining {

    /**
     * The maximum time to wait for the server to end after the training conversation. The server writes the cache when
     * it ends. Writing the cache takes more than a minute on a busy machine.
     */
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(15);

    private static final String TRAINING_CLASS = "dev.openllm.server.TrainingRun";

    private static final Duration RETRY_INTERVAL = Duration.ofDays(1);

    /**
     * The time after which a cache that is no longer read is deleted. Such a cache belongs to a version of the program
     * that was updated or removed.
     */
    private static final Duration MAX_UNUSED_AGE = Duration.ofDays(30);

    /**
     * The environment variables that a process needs to run. They do not contain API keys, configuration, or the path
     * of a home folder.
     */
    private static final List<String> ALLOWED_VARIABLES =
            List.of("PATH", "SystemRoot", "SystemDrive", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE");

    private CacheTraining() {}

    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(cache.getParent());
        if (!Files.exists(cache) && tryClaim(cache)) {
            train(Path.of(System.getProperty("java.class.path")).toAbsolutePath(), cache);
            Files.deleteIfExists(claimFile(cache));
            deleteUnused(cache);
        }
    }

    /**
     * Returns the path of the claim file, which exists during a training run and after a failed training run. A claim
     * file that is more than a day old does not prevent another training run.
     */
    static Path claimFile(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".training");
    }

    /** Removes all variables from an environment except those that a process needs to run. */
    static void retainAllowedVariables(Map<String, String> environment) {
        environment.keySet().removeIf(name -> ALLOWED_VARIABLES.stream().noneMatch(name::equalsIgnoreCase));
    }

    static String javaCommand() {
        String extension = File.separatorChar == '\\' ? ".exe" : "";
        return Path.of(System.getProperty("java.home"), "bin", "java" + extension)
                .toString();
    }

    /** Returns whether a training run is active or has failed within the last day. */
    static boolean isClaimed(Path cache) {
        try {
            // A claim from far in the future was created while the clock was wrong.
            FileTime claimedAt = Files.getLastModifiedTime(claimFile(cache));
            return Duration.between(claimedAt.toInstant(), Instant.now()).abs().compareTo(RETRY_INTERVAL) <= 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Tries to claim the creation of the cache for this process, and returns whether the claim succeeded. */
    static boolean tryClaim(Path cache) throws IOException {
        try {
            Files.createFile(claimFile(cache));
        } catch (FileAlreadyExistsException other) {
            if (isClaimed(cache)) {
                return false;
            }
            Files.setLastModifiedTime(claimFile(cache), FileTime.from(Instant.now()));
        }
        return true;
    }

    private static void train(Path jar, Path cache) throws Exception {
        // The cache is renamed only when it is complete, so an interrupted training run never leaves a partial cache
        // under the final name.
        Path partialCache = cache.resolveSibling(
                cache.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Path home = Files.createTempDirectory("open-llm-training");
        Path project = home.resolve("project");
        Files.createDirectories(project.resolve(".git")); // The search for project settings ends at this folder.
        try (TrainingProvider provider = TrainingProvider.start()) {
            Process server = startServer(jar, partialCache, home, project, provider.address());
            TrainingConversation.run(server, provider.address(), project);
            if (!server.waitFor(WRITE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            if (server.exitValue() != 0 || !Files.exists(partialCache)) {
                throw new IllegalStateException(
                        "No AOT cache was created; the server ended with " + server.exitValue());
            }
            Files.setLastModifiedTime(partialCache, Files.getLastModifiedTime(jar));
            Files.move(partialCache, cache, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partialCache);
            Files.deleteIfExists(partialCache.resolveSibling(partialCache.getFileName() + ".config"));
            deleteRecursively(home);
        }
    }

    private static Process startServer(Path jar, Path partialCache, Path home, Path project, String provider)
            throws IOException {
        ProcessBuilder processBuilder = new ProcessBuilder(
                javaCommand(),
                "@" + jar.resolveSibling("open-llm.flags"),
                "-XX:AOTCacheOutput=" + partialCache,
                "-cp",
                jar.toString(),
                TRAINING_CLASS,
                provider);
        Map<String, String> environment = processBuilder.environment();
        retainAllowedVariables(environment);
        environment.put("HOME", home.toString());
        environment.put("USERPROFILE", home.toString());
        environment.put("LOCALAPPDATA", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        environment.put("OPENLLM_CONFIG_HOME", home.resolve("config").toString());
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("no-bus"));
        processBuilder.directory(project.toFile());
        processBuilder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return processBuilder.start();
    }

    private static void deleteUnused(Path cache) throws IOException {
        Instant limit = Instant.now().minus(MAX_UNUSED_AGE);
        try (Stream<Path> files = Files.list(cache.getParent())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("open-llm-"))
                    .toList()) {
                FileTime lastAccess = (FileTime) Files.getAttribute(file, "lastAccessTime");
                FileTime lastModified = (FileTime) Files.getAttribute(file, "lastModifiedTime");
                boolean unused = lastAccess.toInstant().isBefore(limit)
                        && lastModified.toInstant().isBefore(limit);
                if (unused && !file.equals(cache)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
