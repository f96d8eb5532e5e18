package dev.openllm.server.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all commands share. */
public final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file instead of the user and workspace configuration files.")
    private Path config;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    /** This option is evaluated before the commands are created, because it also applies to their help pages. */
    public static final String NO_COLOR = "--no-color";

    @Option(names = NO_COLOR, description = "Print without colors, as if the NO_COLOR environment variable were set.")
    private boolean noColor;

    /**
     * Returns the configuration file that the user specified.
     *
     * @throws UsageError if the file does not exist, because ignoring the missing file would be equivalent to using an
     *     empty configuration
     */
    public Optional<Path> config() {
        if (config != null && !Files.exists(config)) {
            throw new UsageError("File not found: " + Terminal.sanitize(config.toString()) + ".");
        }
        return configToWrite();
    }

    /**
     * Returns the configuration file that the user specified, even if it does not exist. This method is for commands
     * that create the file.
     */
    public Optional<Path> configToWrite() {
        return Optional.ofNullable(config);
    }

    public boolean json() {
        return json;
    }
}
