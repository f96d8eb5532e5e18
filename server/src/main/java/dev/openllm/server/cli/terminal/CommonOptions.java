package dev.openllm.server.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this configuration file instead of the user's and the workspace's.")
    private Path config;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    /** Evaluated before the commands are created, since it also applies to their help. */
    public static final String NO_COLOR = "--no-color";

    @Option(names = NO_COLOR, description = "Print without colors, as with the variable NO_COLOR.")
    private boolean noColor;

    /** @throws UsageError when the file does not exist: continuing without it would look as if it were empty */
    public Optional<Path> config() {
        if (config != null && !Files.exists(config)) {
            throw new UsageError("There is no file " + Terminal.harmless(config.toString()) + ".");
        }
        return configToWrite();
    }

    /** For commands that create the file if it is missing. */
    public Optional<Path> configToWrite() {
        return Optional.ofNullable(config);
    }

    public boolean json() {
        return json;
    }
}
