package dev.openllm.server.cli.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Formats a Markdown table with aligned columns. Cells are wrapped if the terminal is too narrow for the table. */
final class TableText {

    private static final Pattern DELIMITER = Pattern.compile("\\|?(\\s*:?-+:?\\s*\\|)*\\s*:?-+:?\\s*\\|?");
    private static final String GAP = "  ";
    private static final int MIN_COLUMN_WIDTH = 6;

    private TableText() {}

    /**
     * @param rows the Markdown lines of the table, which are returned unchanged if they do not form a table
     * @param columns the width of the terminal
     */
    static List<String> of(List<String> rows, int columns) {
        if (rows.size() < 2 || !DELIMITER.matcher(rows.get(1)).matches()) {
            return List.copyOf(rows);
        }
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i != 1) {
                cells.add(cells(rows.get(i)));
            }
        }
        int count = cells.getFirst().size();
        int[] widths = new int[count];
        for (List<String> row : cells) {
            for (int i = 0; i < count; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(cell(row, i)));
            }
        }
        shrink(widths, columns);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            lines.addAll(lines(cells.get(i), widths, i == 0));
        }
        return lines;
    }

    private static void shrink(int[] widths, int columns) {
        int available = columns - GAP.length() * (widths.length - 1);
        while (columns > 0 && Arrays.stream(widths).sum() > available) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= MIN_COLUMN_WIDTH) {
                return;
            }
            widths[widest]--;
        }
    }

    private static List<String> lines(List<String> row, int[] widths, boolean head) {
        List<List<String>> wrapped = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(wrap(cell(row, i), widths[i]));
        }
        int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                text.append(i == 0 ? "" : GAP).append(part);
                text.append(" ".repeat(i == widths.length - 1 ? 0 : Math.max(0, widths[i] - TextWidth.of(part))));
            }
            String stripped = text.toString().stripTrailing();
            lines.add(head ? "\u001b[1m" + stripped + "\u001b[0m" : stripped);
        }
        return lines;
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int usedWidth = 0;
        for (String word : text.split(" ")) {
            int wordWidth = TextWidth.of(word);
            if (usedWidth > 0 && usedWidth + 1 + wordWidth > width) {
                lines.add(line.toString());
                line.setLength(0);
                usedWidth = 0;
            }
            line.append(usedWidth > 0 ? " " : "").append(word);
            usedWidth += wordWidth + (usedWidth > 0 ? 1 : 0);
            while (usedWidth > width && width > 0) { // a word that is wider than its column
                int end = wrapIndex(line, width);
                lines.add(line.substring(0, end));
                line.delete(0, end);
                usedWidth = TextWidth.of(line.toString());
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Returns the index at which a line that is too wide must be wrapped. The index is always greater than zero. */
    private static int wrapIndex(CharSequence line, int width) {
        int end = 0;
        int usedWidth = 0;
        while (end < line.length()) {
            int codePoint = Character.codePointAt(line, end);
            usedWidth += TextWidth.of(codePoint);
            if (usedWidth > width && end > 0) {
                return end;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static List<String> cells(String row) {
        String inner = row.replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                .map(cell -> stripMarkup(cell.strip()))
                .toList();
    }

    /** Removes Markdown marks from a cell so that only visible characters count toward its width. */
    private static String stripMarkup(String cell) {
        return cell.replace("\\|", "|")
                .replaceAll("\\*\\*|__|`|~~", "")
                .replaceAll("\\[([^\\]]*)\\]\\(([^)]*)\\)", "$1 ($2)");
    }

    private static String cell(List<String> row, int index) {
        return index < row.size() ? row.get(index) : "";
    }
}
