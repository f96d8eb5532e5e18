package dev.openllm.server.config.schema;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a value came from.
 *
 * @param file the file, for sources that are files
 * @param line from 1; 0 when not known
 * @param column from 1; 0 when not known
 */
public record Origin(Source source, Optional<Path> file, int line, int column) {

    /** Whether the value came with the workspace and not from the user. */
    public boolean fromWorkspace() {
        return source == Source.VSCODE_WORKSPACE || source == Source.YAML_WORKSPACE;
    }

    /** The sources of configuration, weakest first. */
    public enum Source {
        BUILT_IN,
        /** Added in VS Code by Add Models, beside its settings. */
        VSCODE_GROUP,
        VSCODE_USER,
        VSCODE_WORKSPACE,
        YAML_USER,
        YAML_WORKSPACE,
        COMMAND_LINE,
        /** The administrator's policy. */
        POLICY
    }
}
