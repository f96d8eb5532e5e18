package dev.openllm.server.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose columns stand below each other. The last one goes on below itself where a terminal is too narrow for it. */
public final class TextTable {

    private static final int GAP = 2;
    /** In less room than this nothing can be read: such lines are left to the terminal. */
    private static final int LEAST_ROOM = 16;

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> head) {
        rows.add(head);
    }

    /** Adds a row with as many cells as the head. */
    public void row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Terminal.harmless(cell).replace('\n', ' '))
                .toList());
    }

    public void print(Terminal terminal) {
        PrintStream out = terminal.out();
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        int before = Arrays.stream(widths)
                .limit(widths.length - 1L)
                .map(width -> width + GAP)
                .sum();
        int room = terminal.columns().orElse(Integer.MAX_VALUE) - before;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size() - 1; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - width(row.get(i)) + GAP);
            }
            List<String> last = room < LEAST_ROOM ? List.of(row.getLast()) : broken(row.getLast(), room);
            line.append(String.join("\n" + " ".repeat(before), last));
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    /** Breaks a text between words; a word that is too long stays whole. */
    private static List<String> broken(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && width(line + " " + word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
