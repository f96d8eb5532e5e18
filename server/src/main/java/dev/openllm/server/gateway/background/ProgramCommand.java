package dev.openllm.server.gateway.background;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts this program again. It uses neither a shell nor {@code PATH}, which can change.
 *
 * @param command the Java launcher, its options, and the JAR file
 */
public record ProgramCommand(List<String> command) {

    private static final String AOT_CACHE_OPTION = "-XX:AOTCache=";

    public ProgramCommand {
        command = List.copyOf(command);
    }

    /** Returns the command that started the current process. */
    public static ProgramCommand ofThisProcess() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(self.command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String flags : List.of("open-llm.flags", "open-llm.gateway.flags")) {
            Path file = jar.resolveSibling(flags);
            if (Files.exists(file)) {
                command.add("@" + file);
            }
        }
        aotCacheOption(self).ifPresent(command::add);
        command.addAll(List.of("-jar", jar.toString()));
        return new ProgramCommand(command);
    }

    /**
     * Returns the JVM option that specifies the AOT cache of the current process. The cache is also valid for the new
     * process, which uses the same JAR file and Java runtime.
     */
    private static Optional<String> aotCacheOption(ProcessHandle.Info self) {
        return self.arguments().stream()
                .flatMap(Arrays::stream)
                .filter(word -> word.startsWith(AOT_CACHE_OPTION))
                .findFirst()
                // The path must be absolute because the new process has a different working directory.
                .map(word -> AOT_CACHE_OPTION
                        + Path.of(word.substring(AOT_CACHE_OPTION.length())).toAbsolutePath());
    }

    /**
     * Returns the command without the AOT cache option, so that the command can be stored. After an update, a stored
     * option would refer to the cache of the previous JAR file, and Java 25.0.2 and 25.0.3 run the classes in a cache
     * even if it does not match the JAR file ({@code JDK-8377932}).
     */
    public ProgramCommand withoutAotCache() {
        return new ProgramCommand(command.stream()
                .filter(word -> !word.startsWith(AOT_CACHE_OPTION))
                .toList());
    }

    /** Returns the command, followed by the specified program arguments. */
    public List<String> with(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }
}
