package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * The style in which new values are written into JSON text.
 *
 * @param lineEnd the line separator
 * @param unit the indentation of one level
 */
record JsoncStyle(String lineEnd, String unit) {

    private static final String DEFAULT_UNIT = "    ";
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    static JsoncStyle of(JsoncSource source, JsoncNode root) {
        String unit = root.inner().isEmpty()
                ? ""
                : source.indent(root.inner().getLast().start());
        return new JsoncStyle(source.text().contains("\r\n") ? "\r\n" : "\n", unit.isEmpty() ? DEFAULT_UNIT : unit);
    }

    /** Returns the quoted member name, followed by a colon and a space. */
    static String name(String name) {
        return JsoncText.JSONC.getNodeFactory().textNode(name) + ": ";
    }

    /**
     * Returns a value as JSON text with one member or item per line.
     *
     * @param indent the indentation of the line on which the value begins
     */
    String renderMultiline(JsonNode value, String indent) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter(unit, lineEnd);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(SEPARATORS);
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return JsoncText.JSONC.writer(printer).writeValueAsString(value).replace(lineEnd, lineEnd + indent);
    }

    static String renderSingleLine(JsonNode value) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(SEPARATORS.withArrayValueSpacing(Spacing.AFTER));
        printer.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
        printer.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
        return JsoncText.JSONC.writer(printer).writeValueAsString(value);
    }
}
