package dev.openllm.server.cli;

import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.server.cli.terminal.Style;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A report of the recorded usage. Each row contains the totals for one combination of the selected columns, such as day
 * and model.
 */
record UsageReport(List<Part> parts, List<Sums> rows) {

    /**
     * Returns the default grouping columns. The API key column is included only if at least one record specifies the
     * name of a key.
     */
    static List<Part> partsOf(List<UsageOfDay> usage) {
        boolean hasKeyNames = usage.stream().anyMatch(row -> row.keyName().isPresent());
        return hasKeyNames ? List.of(Part.values()) : List.of(Part.DAY, Part.CLIENT, Part.MODEL);
    }

    /** A column by which usage can be grouped: the day, the client, the model, or the name of the API key. */
    enum Part {
        DAY("DAY", UsageOfDay::day),
        CLIENT("CLIENT", UsageOfDay::consumer),
        MODEL("MODEL", UsageOfDay::model),
        KEY("KEY", usage -> usage.keyName().orElse("default"));

        private final String title;
        private final Function<UsageOfDay, String> extractor;

        Part(String title, Function<UsageOfDay, String> extractor) {
            this.title = title;
            this.extractor = extractor;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The total usage for one combination of values in the grouping columns. */
    record Sums(List<String> names, long requests, long failures, long input, long output, double cost) {

        private static Sums zero(List<String> names) {
            return new Sums(names, 0, 0, 0, 0, 0);
        }

        private Sums plus(UsageOfDay usage) {
            return new Sums(
                    names,
                    requests + usage.requests(),
                    failures + usage.failures(),
                    input + usage.inputTokens(),
                    output + usage.outputTokens(),
                    cost + usage.costUsd());
        }
    }

    /** Returns the report. The rows are in the order in which their combinations first occur. */
    static UsageReport of(List<UsageOfDay> usage, List<Part> parts) {
        Map<List<String>, Sums> sums = new LinkedHashMap<>();
        for (UsageOfDay row : usage) {
            List<String> names =
                    parts.stream().map(part -> part.extractor.apply(row)).toList();
            sums.put(names, sums.getOrDefault(names, Sums.zero(names)).plus(row));
        }
        return new UsageReport(List.copyOf(parts), List.copyOf(sums.values()));
    }

    TextTable table() {
        List<String> header =
                new ArrayList<>(parts.stream().map(part -> part.title).toList());
        int firstNumberColumn = header.size();
        header.addAll(List.of("REQUESTS", "FAILED", "TOKENS IN", "TOKENS OUT", "COST"));
        TextTable table = new TextTable(header)
                .rightAligned(
                        firstNumberColumn,
                        firstNumberColumn + 1,
                        firstNumberColumn + 2,
                        firstNumberColumn + 3,
                        firstNumberColumn + 4)
                .styled(firstNumberColumn + 1, failed -> failed.isEmpty() ? Style.PLAIN : Style.BAD);
        rows.forEach(row -> table.addRow(cells(row)));
        if (rows.size() > 1) {
            List<String> total = new ArrayList<>(parts.stream().map(part -> "").toList());
            total.set(0, "total");
            table.addRow(cells(new Sums(
                    total,
                    rows.stream().mapToLong(Sums::requests).sum(),
                    rows.stream().mapToLong(Sums::failures).sum(),
                    rows.stream().mapToLong(Sums::input).sum(),
                    rows.stream().mapToLong(Sums::output).sum(),
                    rows.stream().mapToDouble(Sums::cost).sum())));
        }
        return table;
    }

    private static String[] cells(Sums row) {
        List<String> cells = new ArrayList<>(row.names());
        cells.add(number(row.requests()));
        cells.add(row.failures() == 0 ? "" : number(row.failures()));
        cells.add(number(row.input()));
        cells.add(number(row.output()));
        cells.add(dollars(row.cost()));
        return cells.toArray(String[]::new);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * Formats a cost in US dollars. Small costs are formatted with more decimal places so that they do not appear as
     * zero.
     */
    private static String dollars(double cost) {
        return cost <= 0 ? "" : String.format(Locale.ROOT, cost < 0.01 ? "$%.6f" : "$%,.2f", cost);
    }

    /** Returns the report as CSV in the format of RFC 4180, with unrounded numbers. */
    String csv() {
        StringBuilder csv = new StringBuilder(parts.stream().map(Part::toString).collect(Collectors.joining(",")))
                .append(",requests,failures,input_tokens,output_tokens,cost_usd\r\n");
        for (Sums row : rows) {
            csv.append(row.names().stream().map(UsageReport::quoteCsv).collect(Collectors.joining(",")))
                    .append(String.format(
                            Locale.ROOT,
                            ",%d,%d,%d,%d,%.6f\r\n",
                            row.requests(),
                            row.failures(),
                            row.input(),
                            row.output(),
                            row.cost()));
        }
        return csv.toString();
    }

    /**
     * Quotes a CSV field if necessary. A value that a spreadsheet would evaluate as a formula is prefixed with an
     * apostrophe so that it is treated as text.
     */
    private static String quoteCsv(String text) {
        String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
