package dev.openllm.server.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of results that has a row for each metric and a column for each leg. */
final class Table {

    private final List<String> columns;
    private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();

    Table(List<String> columns) {
        this.columns = new ArrayList<>(columns);
    }

    void put(String row, String column, double value) {
        if (!Double.isNaN(value)) {
            if (!columns.contains(column)) {
                columns.add(column);
            }
            rows.computeIfAbsent(row, unused -> new LinkedHashMap<>()).put(column, value);
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Wire.JSON.createObjectNode();
        rows.forEach((row, values) -> {
            ObjectNode object = json.putObject(row);
            values.forEach(object::put);
        });
        return json;
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder("| metric |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("--:|".repeat(columns.size())).append('\n');
        rows.forEach((row, values) -> {
            text.append("| ").append(row).append(" |");
            for (String column : columns) {
                text.append(' ')
                        .append(values.containsKey(column) ? format(values.get(column)) : "")
                        .append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    /** Results of two runs do not agree to more than three digits. */
    private static String format(double value) {
        double magnitude = Math.abs(value);
        int decimals = magnitude >= 100 || value == Math.rint(value) ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
