package dev.openllm.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file instead of the user's and the workspace's.")
    private Path config;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    boolean json() {
        return json;
    }
}
