package dev.openllm.server.config.schema;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of a value.
 *
 * @param source the kind of source
 * @param file the file, if the source is a file
 * @param line the line number, starting at 1, or 0 if unknown
 * @param column the column number, starting at 1, or 0 if unknown
 */
public record Origin(Source source, Optional<Path> file, int line, int column) {

    /** Returns whether the value is specified by the workspace rather than by the user. */
    public boolean fromWorkspace() {
        return source == Source.VSCODE_WORKSPACE || source == Source.YAML_WORKSPACE;
    }

    /** The kinds of configuration sources, lowest precedence first. */
    public enum Source {
        BUILT_IN,
        /** Providers that were added with Add Models in VS Code, outside the settings. */
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
