package dev.openllm.server.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options common to all commands. */
public final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file instead of the user and workspace configuration files.")
    private Path config;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    /** Evaluated before the commands are created because the option also applies to their help. */
    public static final String NO_COLOR = "--no-color";

    @Option(names = NO_COLOR, description = "Print without colors, as if the NO_COLOR environment variable were set.")
    private boolean noColor;

    /**
     * @throws UsageError if the file does not exist, because continuing without it would be equivalent to an empty
     *     configuration
     */
    public Optional<Path> config() {
        if (config != null && !Files.exists(config)) {
            throw new UsageError("File not found: " + Terminal.harmless(config.toString()) + ".");
        }
        return configToWrite();
    }

    /** Returns the file for commands that create it if it does not exist. */
    public Optional<Path> configToWrite() {
        return Optional.ofNullable(config);
    }

    public boolean json() {
        return json;
    }
}
