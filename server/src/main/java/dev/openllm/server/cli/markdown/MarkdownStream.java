package dev.openllm.server.cli.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders Markdown on a terminal as it arrives. A word or a line of code is written when it is complete, and a table is
 * written after its last row. Text that has been written is never updated, which avoids flickering and keeps the
 * scrollback correct.
 */
public final class MarkdownStream {

    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})\\s*([^`\\s]*)[^`]*");
    private static final Pattern HEADING = Pattern.compile("(#{1,6})[ \\t]+");
    private static final Pattern ITEM = Pattern.compile("( *)([-*+]|\\d{1,9}[.)])[ \\t]+");
    private static final Pattern QUOTE = Pattern.compile(" {0,3}((?:>[ ]?)+)");
    private static final Pattern INDENT = Pattern.compile("[ \\t]+");
    private static final Pattern RULE =
            Pattern.compile(" {0,3}(?:(?:-[ \\t]*){3,}|(?:\\*[ \\t]*){3,}|(?:_[ \\t]*){3,})");

    /** Matches line beginnings that cannot be interpreted until the next character or the end of the line arrives. */
    private static final Pattern UNDECIDED = Pattern.compile(
            "[ \\t]*(?:#{0,6}|\\d{0,9}[.)]?|[-+][- \\t]*|[*][* \\t]*|_[_ \\t]*|(?:>[ ]?)*|`{1,2}|~{1,2})");

    private static final Pattern UNDECIDED_LINE = Pattern.compile("[ \\t]*(?:\\||`{3}|~{3})(?s:.*)");

    private static final int RULE_WIDTH = 40;
    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    private final StringBuilder pending = new StringBuilder();
    private final List<String> table = new ArrayList<>();
    private final WrappedText text;
    private final Inline inline;
    private final IntSupplier columns;
    private Optional<String> fence = Optional.empty();
    private CodeColors colors = CodeColors.of("");
    private boolean inLine;

    /** @param columns the supplier of the current width of the terminal, which is 0 if unknown */
    public MarkdownStream(Appendable out, IntSupplier columns) {
        this.columns = columns;
        this.text = new WrappedText(out, columns);
        this.inline = new Inline(text);
    }

    public void add(String markdown) {
        pending.append(markdown);
        render(false);
    }

    /** Writes the remaining text. @return whether the last line has not been ended by a line break */
    public boolean end() {
        render(true);
        renderTable();
        if (inLine) {
            inline.end();
            inLine = false;
        }
        text.endWord();
        fence = Optional.empty();
        return text.isOpen();
    }

    /**
     * Resets the position to the start of a line. The caller must call this method after it has ended the line itself.
     */
    public void lineEnded() {
        text.lineEnded();
    }

    private void render(boolean atEnd) {
        boolean canContinue = true;
        while (canContinue && !pending.isEmpty()) {
            if (inLine) {
                canContinue = inline.consume(pending, atEnd);
                if (canContinue) {
                    endLine();
                }
            } else {
                canContinue = beginLine(atEnd);
            }
        }
    }

    private void endLine() {
        inline.end();
        text.newLine();
        pending.deleteCharAt(0);
        inLine = false;
    }

    /**
     * Begins or writes a line of the pending text.
     *
     * @return {@code true} if text was processed; {@code false} if more text is required
     */
    private boolean beginLine(boolean atEnd) {
        int end = pending.indexOf("\n");
        boolean complete = end >= 0 || atEnd;
        String line = end >= 0 ? pending.substring(0, end) : pending.toString();
        if (!complete && (fence.isPresent() || isUndecided(line))) {
            return false;
        }
        boolean rendered = fence.isPresent()
                ? renderCode(line, end < 0)
                : complete && (opensFence(line) || tableRow(line) || renderRule(line, end < 0));
        if (rendered) {
            pending.delete(0, end < 0 ? pending.length() : end + 1);
            return true;
        }
        renderTable();
        inLine = true;
        beginContent(line);
        return true;
    }

    private static boolean isUndecided(String line) {
        return UNDECIDED.matcher(line).matches() || UNDECIDED_LINE.matcher(line).matches();
    }

    private boolean renderCode(String line, boolean isUnterminated) {
        String stripped = line.strip();
        String mark = fence.orElseThrow();
        boolean closes = stripped.startsWith(mark)
                && stripped.replace(mark.substring(0, 1), "").isEmpty();
        if (closes) {
            fence = Optional.empty();
        } else {
            text.verbatim(colors.line(line));
            if (!isUnterminated) {
                text.newLine();
            }
        }
        return true;
    }

    private boolean opensFence(String line) {
        Matcher opening = FENCE.matcher(line);
        if (!opening.matches()) {
            return false;
        }
        renderTable();
        fence = Optional.of(opening.group(1));
        colors = CodeColors.of(opening.group(2));
        return true;
    }

    private boolean tableRow(String line) {
        if (!line.strip().startsWith("|")) {
            return false;
        }
        table.add(line.strip());
        return true;
    }

    private void renderTable() {
        if (!table.isEmpty()) {
            for (String line : TableText.of(table, columns.getAsInt())) {
                text.verbatim(line);
                text.newLine();
            }
            table.clear();
        }
    }

    private boolean renderRule(String line, boolean isUnterminated) {
        if (!RULE.matcher(line).matches()) {
            return false;
        }
        renderTable();
        text.verbatim(DIM + "─".repeat(RULE_WIDTH) + RESET);
        if (!isUnterminated) {
            text.newLine();
        }
        return true;
    }

    /** Writes the beginning of a line, such as a list marker, and removes it from the pending text. */
    private void beginContent(String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher quote = QUOTE.matcher(line);
        Matcher indent = INDENT.matcher(line);
        if (heading.lookingAt()) {
            pending.delete(0, heading.end());
            inline.begin(heading.group(1).length() == 1 ? BOLD + "\u001b[4m" : BOLD);
        } else if (item.lookingAt()) {
            pending.delete(0, item.end());
            String mark = Character.isDigit(item.group(2).charAt(0)) ? item.group(2) : "•";
            writePrefix(item.group(1) + mark + " ", " ".repeat(item.group(1).length() + mark.length() + 1));
        } else if (quote.lookingAt()) {
            pending.delete(0, quote.end());
            String bars = "│ "
                    .repeat((int) quote.group(1).chars().filter(c -> c == '>').count());
            writePrefix(bars, bars);
        } else if (indent.lookingAt()) {
            pending.delete(0, indent.end());
            String blanks = indent.group().replace("\t", "    ");
            writePrefix(blanks, blanks);
        } else {
            writePrefix("", "");
        }
    }

    private void writePrefix(String first, String continuation) {
        text.verbatim(first);
        text.setHangingIndent(continuation);
        inline.begin("");
    }
}
