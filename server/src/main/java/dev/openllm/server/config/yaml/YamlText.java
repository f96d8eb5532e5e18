package dev.openllm.server.config.yaml;

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

/** Parses YAML into nodes with positions, within limits, and says in one sentence why it cannot. */
final class YamlText {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;

    private YamlText() {}

    /** The root of the one document; empty for a file without content. */
    static Optional<Node> parse(String text) throws ConfigFileException {
        try {
            return Optional.ofNullable(new Yaml(new SafeConstructor(limits())).compose(new StringReader(text)));
        } catch (MarkedYAMLException broken) {
            Mark mark = broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
            String problem = sentence(broken.getProblem() == null ? broken.getContext() : broken.getProblem());
            throw mark == null
                    ? new ConfigFileException(problem, 0, 0)
                    : new ConfigFileException(problem, mark.getLine() + 1, mark.getColumn() + 1);
        } catch (YAMLException broken) {
            throw new ConfigFileException(sentence(broken.getMessage()), 0, 0);
        } catch (StackOverflowError tooDeep) {
            throw new ConfigFileException("The YAML is nested too deeply.", 0, 0);
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(FileText.LIMIT);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    private static String sentence(String problem) {
        String words =
                problem == null ? "" : problem.lines().findFirst().orElse("").strip();
        if (words.contains("TAB")) {
            return "The YAML is indented with a tab; use spaces.";
        }
        if (words.contains("mapping values are not allowed")) {
            return "The YAML has a ':' where none can stand; check the indentation, or put the text in quotes.";
        }
        if (words.contains("could not find expected ':'")) {
            return "The YAML lacks a ':' after a key.";
        }
        if (words.contains("expected <block end>")) {
            return "The YAML's indentation does not fit the lines above.";
        }
        if (words.contains("aliases for non-scalar nodes exceeds") || words.contains("Nesting Depth exceeded")) {
            return "The YAML is nested or repeated too much (at most 50 levels and 50 aliases).";
        }
        if (words.contains("but found another document")) {
            return "The file holds more than one YAML document; keep one.";
        }
        if (words.contains("Global tag is not allowed") || words.contains("could not determine a constructor")) {
            return "The YAML has a type tag (!!), which is not allowed here.";
        }
        return words.isEmpty() ? "The YAML cannot be read." : "The YAML cannot be read: " + words + ".";
    }
}
