package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SchemaReader;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import dev.openllm.server.config.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A YAML file and the content that was last read from it successfully.
 *
 * @param path the location of the file
 * @param source the kind of source
 * @param inside the folder that the path must not leave through symbolic links; empty for the user's own files
 * @param values the last valid content
 * @param read whether the file has ever been read successfully, so that its values are known
 * @param failure the reason that the file cannot currently be read, if any
 */
record YamlFile(
        Path path,
        Origin.Source source,
        Optional<Path> inside,
        Value.Block values,
        boolean read,
        Optional<Problem> failure) {

    /** Returns the file specified with {@code --config}. The file must exist. */
    static YamlFile named(Path path) {
        return at(path, Origin.Source.COMMAND_LINE, Optional.empty());
    }

    static YamlFile at(Path path, Origin.Source source, Optional<Path> inside) {
        Value.Block emptyBlock = Value.Block.empty(new Origin(source, Optional.of(path), 1, 1));
        return new YamlFile(path, source, inside, emptyBlock, false, Optional.empty());
    }

    /** Returns a copy of this object without the values, as if the file had not been read. */
    YamlFile empty() {
        return at(path, source, inside);
    }

    /** Returns a layer that contains the valid values of the file and the problems in the file. */
    Layer layer(Variables variables) {
        SchemaReader.Read checked = SchemaReader.read(values, variables);
        List<Problem> problems =
                Stream.concat(failure.stream(), checked.problems().stream()).toList();
        return layer(checked.values(), problems, read ? Optional.empty() : failure);
    }

    private Layer layer(Value.Block effectiveValues, List<Problem> problems, Optional<Problem> unreadable) {
        return new Layer(source, Optional.of(path), inside, Files.exists(path), effectiveValues, problems, unreadable);
    }

    /** Returns a layer without values, for a file in a folder that the user does not trust. */
    Layer untrusted(UserText notice) {
        Problem problem =
                new Problem(Severity.INFORMATION, notice, Optional.of(path.toString()), 1, 1, Optional.empty());
        return layer(Value.Block.empty(values.origin()), List.of(problem), Optional.empty());
    }

    /** Reads the file again. If the file cannot be read, the last valid values are retained. */
    YamlFile refresh() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return source == Origin.Source.COMMAND_LINE
                    ? failed(UserText.of("The file does not exist. Check the path specified with --config."), 0, 0)
                    : empty();
        }
        try {
            if (isOutsideFolder()) {
                throw new ConfigFileException(
                        UserText.of("The file was not read because it is a link to a location outside the workspace."),
                        0,
                        0);
            }
            Value.Block content = YamlTree.read(FileText.read(path).text(), source, path);
            return new YamlFile(path, source, inside, content, true, Optional.empty());
        } catch (ConfigFileException broken) {
            return failed(broken.text(), broken.line(), broken.column());
        } catch (IOException unreadable) {
            return failed(
                    UserText.of(
                            "The file cannot be read. Check that it exists and that you have permission to read it."),
                    0,
                    0);
        }
    }

    private boolean isOutsideFolder() throws IOException {
        return inside.isPresent() && !path.toRealPath().startsWith(inside.get().toRealPath());
    }

    private YamlFile failed(UserText message, int line, int column) {
        Problem problem =
                new Problem(Severity.ERROR, message, Optional.of(path.toString()), line, column, Optional.empty());
        return new YamlFile(path, source, inside, values, read, Optional.of(problem));
    }
}
