package dev.openllm.server.config.schema;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of a value.
 *
 * @param file the file, for sources that are files
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 */
public record Origin(Source source, Optional<Path> file, int line, int column) {

    /** Whether the value comes from the workspace and not from the user. */
    public boolean fromWorkspace() {
        return source == Source.VSCODE_WORKSPACE || source == Source.YAML_WORKSPACE;
    }

    /** The sources of configuration, lowest precedence first. */
    public enum Source {
        BUILT_IN,
        /** Added in VS Code with Add Models, outside its settings. */
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
