package dev.openllm.server.config.yaml;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Parses YAML into nodes with positions. The size, the nesting depth, and the number of aliases are limited. If parsing
 * fails, the exception contains a one-sentence explanation.
 */
final class YamlText {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;

    private YamlText() {}

    /** Returns the root of the only document, or an empty result if the file has no content. */
    static Optional<Node> parse(String text) throws ConfigFileException {
        try {
            return Optional.ofNullable(new Yaml(new SafeConstructor(loaderOptions())).compose(new StringReader(text)));
        } catch (MarkedYAMLException broken) {
            Mark mark = broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
            UserText problem = describeProblem(broken.getProblem() == null ? broken.getContext() : broken.getProblem());
            throw mark == null
                    ? new ConfigFileException(problem, 0, 0)
                    : new ConfigFileException(problem, mark.getLine() + 1, mark.getColumn() + 1);
        } catch (YAMLException broken) {
            throw new ConfigFileException(describeProblem(broken.getMessage()), 0, 0);
        } catch (StackOverflowError tooDeep) {
            throw new ConfigFileException(UserText.of("The YAML is nested too deeply."), 0, 0);
        }
    }

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(FileText.MAX_BYTES);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    private static UserText describeProblem(String problem) {
        String message =
                problem == null ? "" : problem.lines().findFirst().orElse("").strip();
        if (message.contains("TAB")) {
            return UserText.of("The YAML is indented with a tab. Use spaces.");
        }
        if (message.contains("mapping values are not allowed")) {
            return UserText.of("The YAML contains an unexpected ':'. Check the indentation, or quote the text.");
        }
        if (message.contains("could not find expected ':'")) {
            return UserText.of("The YAML is missing a ':' after a key.");
        }
        if (message.contains("expected <block end>")) {
            return UserText.of("The YAML indentation does not match that of the preceding lines.");
        }
        if (message.contains("aliases for non-scalar nodes exceeds") || message.contains("Nesting Depth exceeded")) {
            return UserText.of("The YAML has more than 50 nesting levels or more than 50 aliases.");
        }
        if (message.contains("but found another document")) {
            return UserText.of("The file contains more than one YAML document. Keep only one.");
        }
        if (message.contains("Global tag is not allowed") || message.contains("could not determine a constructor")) {
            return UserText.of("The YAML contains a type tag (!!), which is not allowed here.");
        }
        return message.isEmpty()
                ? UserText.of("The YAML is invalid.")
                : UserText.of("The YAML is invalid: {0}.", message);
    }
}
