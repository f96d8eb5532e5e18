package dev.openllm.server.cli.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a JSON Schema that was specified on the command line. The argument can be the name of a file, JSON text, or a
 * list of fields such as {@code name, age int}, as in the {@code llm} command. Alternatively, each field can be on a
 * separate line with a description, such as {@code name: the full name}.
 */
final class SchemaArgument {

    private static final Pattern FIELD = Pattern.compile("([A-Za-z_][\\w-]*)(?:\\s+([A-Za-z]+))?(?:\\s*:\\s*(.*))?");
    private static final Map<String, String> TYPES = Map.of(
            "str", "string",
            "string", "string",
            "int", "integer",
            "integer", "integer",
            "float", "number",
            "number", "number",
            "bool", "boolean",
            "boolean", "boolean");

    private static final String EXPECTED_FORMS =
            "--schema must be a file, a JSON Schema, or fields such as 'name, age int'.";

    private SchemaArgument() {}

    /**
     * Returns the JSON Schema that the argument specifies.
     *
     * @throws UsageError if the argument is not in one of the supported formats
     */
    static ObjectNode parse(String argument) {
        String text = argument.strip();
        if (text.isEmpty()) {
            throw new UsageError(EXPECTED_FORMS);
        }
        if (text.startsWith("{")) {
            return parseJson(text);
        } else if (isFile(argument)) {
            return FileArguments.schema(Path.of(argument));
        }
        return parseFields(text);
    }

    private static boolean isFile(String argument) {
        try {
            boolean looksLikePath = argument.matches("(?s).*[/\\\\].*|\\S+\\.\\w+");
            return looksLikePath && !argument.contains(",") || Files.exists(Path.of(argument));
        } catch (InvalidPathException fields) {
            return false;
        }
    }

    private static ObjectNode parseJson(String text) {
        try {
            if (Wire.JSON.readTree(text) instanceof ObjectNode schema) {
                return schema;
            }
        } catch (JsonProcessingException invalid) {
            throw new UsageError("--schema: invalid JSON at column "
                    + invalid.getLocation().getColumnNr() + ": " + invalid.getOriginalMessage());
        }
        throw new UsageError("--schema: a JSON Schema must be a JSON object.");
    }

    private static ObjectNode parseFields(String text) {
        ObjectNode schema = Wire.JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String field : text.split(text.contains("\n") ? "\n" : ",")) {
            if (!field.isBlank()) {
                addField(field.strip(), properties);
            }
        }
        if (properties.isEmpty()) {
            throw new UsageError(EXPECTED_FORMS);
        }
        properties.fieldNames().forEachRemaining(required::add);
        return schema.put("additionalProperties", false);
    }

    private static void addField(String field, ObjectNode properties) {
        Matcher parts = FIELD.matcher(field);
        if (!parts.matches()) {
            throw new UsageError("--schema: a field must be a name and an optional type, as in 'name, age int', not '"
                    + field + "'.");
        }
        String type = parts.group(2) == null ? "string" : TYPES.get(parts.group(2));
        if (type == null) {
            throw new UsageError(
                    "--schema: the type of a field must be str, int, float, or bool, not " + parts.group(2) + ".");
        }
        ObjectNode property = properties.putObject(parts.group(1)).put("type", type);
        if (parts.group(3) != null && !parts.group(3).isBlank()) {
            property.put("description", parts.group(3).strip());
        }
    }
}
