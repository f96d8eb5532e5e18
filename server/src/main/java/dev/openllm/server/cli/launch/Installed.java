package dev.openllm.server.cli.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds installed programs in the same way as a shell. */
final class Installed {

    private Installed() {}

    /** Returns the path of a program, or an empty result if the program is not installed. */
    static Optional<Path> find(String command, Map<String, String> environment) {
        if (command.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(environment
                        .getOrDefault("PATH", environment.getOrDefault("Path", ""))
                        .split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder ->
                        extensions(environment).stream().flatMap(extension -> resolve(folder, command + extension)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> resolve(String folder, String name) {
        try {
            return Stream.of(Path.of(folder).resolve(name).toAbsolutePath());
        } catch (InvalidPathException unusable) {
            return Stream.empty();
        }
    }

    /**
     * Returns the file name extensions of programs. On Windows, users do not type the extension of a program. On other
     * systems, the name of a program does not have an extension.
     */
    private static List<String> extensions(Map<String, String> environment) {
        String extensions = environment.getOrDefault("PATHEXT", "");
        return extensions.isBlank() || File.separatorChar == '/' ? List.of("") : List.of(extensions.split(";"));
    }
}
