package dev.openllm.server.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a YAML or JSON file, together with its line number.
 *
 * @param line the one-based line number
 * @param text the value as a string; empty if the value is not a scalar
 */
record SourceNode(int line, Optional<String> text, List<SourceNode> items, Map<String, SourceNode> fields) {

    private static final int MAX_DEPTH = 50;

    private static final JsonFactory JSONC = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    static SourceNode missing(int line) {
        return new SourceNode(line, Optional.empty(), List.of(), Map.of());
    }

    /**
     * Reads JSON, which can contain comments.
     *
     * @throws ConfigFileException if the JSON is invalid; the exception contains the line number of the first error
     */
    static SourceNode json(String text) throws ConfigFileException {
        try (JsonParser parser = JSONC.createParser(text)) {
            parser.nextToken();
            SourceNode node = json(parser, 0);
            if (parser.nextToken() != null) {
                throw new ConfigFileException(
                        UserText.of("The JSON value is followed by unexpected text."),
                        parser.currentTokenLocation().getLineNr(),
                        0);
            }
            return node;
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            throw new ConfigFileException(UserText.of("This is not valid JSON."), line, 0);
        } catch (IOException unexpected) {
            throw new ConfigFileException(UserText.of("The file cannot be read."), 0, 0);
        }
    }

    private static SourceNode json(JsonParser parser, int depth) throws IOException, ConfigFileException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > MAX_DEPTH) {
            throw new ConfigFileException(UserText.of("The JSON is nested too deeply."), line, 0);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, SourceNode> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, json(parser, depth + 1));
                }
                yield new SourceNode(line, Optional.empty(), List.of(), fields);
            }
            case START_ARRAY -> {
                List<SourceNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(json(parser, depth + 1));
                }
                yield new SourceNode(line, Optional.empty(), items, Map.of());
            }
            case null -> missing(line);
            case VALUE_NULL -> missing(line);
            default -> new SourceNode(line, Optional.of(parser.getText()), List.of(), Map.of());
        };
    }

    /** Reads a YAML document whose root is a mapping or a sequence. */
    static SourceNode yaml(String text, Path file) throws ConfigFileException {
        boolean isList = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
                .findFirst()
                .filter(line -> line.startsWith("- ") || line.startsWith("["))
                .isPresent();
        if (!isList) {
            return of(YamlTree.read(text, Origin.Source.COMMAND_LINE, file), 0);
        }
        try {
            String wrapped = "items:\n" + text.replaceFirst("(?m)^---\\s*$", "");
            return of(YamlTree.read(wrapped, Origin.Source.COMMAND_LINE, file), 1)
                    .field("items");
        } catch (ConfigFileException broken) {
            throw new ConfigFileException(broken.text(), Math.max(0, broken.line() - 1), broken.column());
        }
    }

    private static SourceNode of(Value value, int addedLines) {
        int line = value.origin().line() - addedLines;
        return switch (value) {
            case Value.Block block -> {
                Map<String, SourceNode> fields = new LinkedHashMap<>();
                block.entries().forEach(entry -> fields.put(entry.key(), of(entry.value(), addedLines)));
                yield new SourceNode(line, Optional.empty(), List.of(), fields);
            }
            case Value.Items items ->
                new SourceNode(
                        line,
                        Optional.empty(),
                        items.values().stream()
                                .map(item -> of(item, addedLines))
                                .toList(),
                        Map.of());
            case Value.Scalar scalar -> new SourceNode(line, Optional.of(scalar.text()), List.of(), Map.of());
            case Value.Null _, Value.Invalid _ -> missing(line);
        };
    }

    SourceNode field(String name) {
        return fields.getOrDefault(name, missing(line));
    }

    /** Returns the value of a field as a string, or an empty result if the field does not exist or is blank. */
    Optional<String> text(String name) {
        return field(name).text().map(String::strip).filter(text -> !text.isEmpty());
    }

    Optional<Long> number(String name) {
        return text(name).filter(text -> text.matches("\\d{1,12}")).map(Long::parseLong);
    }

    Optional<Boolean> flag(String name) {
        return text(name).filter(text -> text.matches("true|false")).map(Boolean::parseBoolean);
    }

    List<SourceNode> list(String name) {
        return field(name).items();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }
}
