package dev.openllm.server.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A table with aligned columns. On a terminal, long cells are wrapped so that the table fits the width of the terminal.
 * If the output is piped, each row is a single line.
 */
public final class TextTable {

    private static final int GAP = 2;
    /**
     * The minimum width of a column. Text in narrower columns would be unreadable. If a table is still too wide when
     * its columns have this width, the terminal wraps the lines of the table.
     */
    private static final int MIN_COLUMN_WIDTH = 8;

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Function<String, Style>> styles = new HashMap<>();
    private final Set<Integer> rightAligned = new HashSet<>();

    public TextTable(List<String> head) {
        rows.add(head);
    }

    /** Adds a row. The number of cells must be the same as in the header. */
    public void addRow(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Terminal.sanitize(cell).replace('\n', ' '))
                .toList());
    }

    /** Sets the function that selects the style of each cell in a column based on its text. */
    public TextTable styled(int column, Function<String, Style> style) {
        styles.put(column, style);
        return this;
    }

    /** Right-aligns columns, which typically contain numbers. */
    public TextTable rightAligned(Integer... columns) {
        rightAligned.addAll(List.of(columns));
        return this;
    }

    public void print(Terminal terminal) {
        PrintStream out = terminal.out();
        List<List<String>> displayRows = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> Terminal.abbreviateHome(cell, terminal.outIsTerminal()))
                        .toList())
                .toList();
        int[] widths = widths(displayRows, terminal.columns().orElse(Integer.MAX_VALUE));
        for (int i = 0; i < displayRows.size(); i++) {
            lines(displayRows.get(i), widths, terminal, i == 0).forEach(out::println);
        }
        out.flush();
    }

    /** Computes the column widths. If the table is too wide, the widest columns are reduced first. */
    private static int[] widths(List<List<String>> rows, int maxWidth) {
        int[] widths = new int[rows.getFirst().size()];
        int[] minWidths = new int[widths.length];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (int i = 0; i < minWidths.length; i++) {
            minWidths[i] = Math.max(MIN_COLUMN_WIDTH, width(rows.getFirst().get(i)));
        }
        while (Arrays.stream(widths).sum() + GAP * (widths.length - 1) > maxWidth) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > minWidths[i] && (widest < 0 || widths[i] >= widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private List<String> lines(List<String> row, int[] widths, Terminal terminal, boolean head) {
        List<List<String>> cells = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < row.size(); i++) {
            List<String> cell = wrap(row.get(i), widths[i]);
            cells.add(cell);
            height = Math.max(height, cell.size());
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String part = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                Style style = head
                        ? Style.HEADING
                        : styles.getOrDefault(i, _ -> Style.PLAIN).apply(row.get(i));
                String padding = " ".repeat(Math.max(0, widths[i] - width(part)));
                String styled = terminal.styledOut(part, style);
                parts.add(rightAligned.contains(i) ? padding + styled : styled + padding);
            }
            lines.add(String.join(" ".repeat(GAP), parts).stripTrailing());
        }
        return lines;
    }

    /**
     * Wraps text. Lines are broken between words if possible, otherwise after separators in paths and IDs, and
     * otherwise at any character.
     */
    static List<String> wrap(String text, int maxWidth) {
        if (width(text) <= maxWidth || maxWidth < 1) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > maxWidth) {
            int end = rest.offsetByCodePoints(0, maxWidth);
            int space = rest.lastIndexOf(' ', end);
            if (space > 0) {
                lines.add(rest.substring(0, space).stripTrailing());
                rest = rest.substring(space + 1).stripLeading();
                continue;
            }
            int breakIndex = end;
            for (int i = end - 1; i > end / 2; i--) {
                if ("/\\:.-_,@".indexOf(rest.charAt(i)) >= 0) {
                    breakIndex = i + 1;
                    break;
                }
            }
            lines.add(rest.substring(0, breakIndex));
            rest = rest.substring(breakIndex);
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
