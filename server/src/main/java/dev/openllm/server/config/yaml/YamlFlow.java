package dev.openllm.server.config.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The context of a cursor inside brackets, such as {@code {name: work, models: [a, b]}}. The brackets can span several
 * lines, and the closing bracket can be missing. The context is derived from the text before the cursor and from the
 * keys that follow the cursor inside the same brackets.
 */
final class YamlFlow {

    /** A pair of brackets that is open at the cursor. */
    private static final class Open {

        final boolean block;
        final Map<String, String> keys = new LinkedHashMap<>();
        String key = "";
        /** The text since the last key, comma, or bracket. */
        final StringBuilder text = new StringBuilder();

        Open(boolean block) {
            this.block = block;
        }

        void endEntry() {
            if (block && !key.isEmpty()) {
                keys.put(key, unquote(text.toString()));
            }
            key = "";
            text.setLength(0);
        }
    }

    private final Deque<Open> openBrackets = new ArrayDeque<>();
    /** The placeholder for the key of the entry at the cursor. */
    private static final String CURSOR_KEY = "\0";

    private char quote;
    private boolean comment;

    private YamlFlow() {}

    /**
     * The context of the cursor.
     *
     * @param steps the keys and {@link YamlCursor#ITEM} elements from the first bracket to the cursor
     * @param inValue whether the cursor is in a value and not in a key
     * @param block whether any of the brackets encloses a mapping, such as {@code {name: work}}
     * @param siblings the other keys of the mapping in brackets at the cursor, with their values
     * @param outer the keys of the enclosing mapping in brackets, with their values
     */
    record Inside(
            List<String> steps,
            boolean inValue,
            boolean block,
            Map<String, String> siblings,
            Map<String, String> outer) {}

    /**
     * Returns the context of a cursor.
     *
     * @param text the text from the first bracket to the end of the file
     * @param cursor the offset of the cursor in the text, which must be inside the brackets
     */
    static Inside at(String text, int cursor) {
        YamlFlow flow = new YamlFlow();
        for (int offset = 0; offset < cursor; offset++) {
            flow.read(text.charAt(offset));
        }
        return flow.toInside(text.substring(cursor));
    }

    /** Returns whether the bracket at the beginning of the text is still open at the end of the text. */
    static boolean isOpen(String text) {
        YamlFlow flow = new YamlFlow();
        for (int offset = 0; offset < text.length(); offset++) {
            flow.read(text.charAt(offset));
            if (flow.openBrackets.isEmpty()) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private void read(char character) {
        if (character == '\n') {
            comment = false;
        }
        if (comment) {
            return;
        }
        if (quote != 0) {
            quote = character == quote ? 0 : quote;
            append(character);
            return;
        }
        switch (character) {
            case '"', '\'' -> {
                quote = currentText().isBlank() ? character : 0;
                append(character);
            }
            case '#' -> {
                comment = currentText().isEmpty() || currentText().endsWith(" ");
                append(comment ? ' ' : character);
            }
            case '{', '[' -> openBrackets.push(new Open(character == '{'));
            case '}', ']' -> {
                openBrackets.pop();
                if (!openBrackets.isEmpty()) {
                    openBrackets.peek().text.append(' ');
                }
            }
            case ',' -> openBrackets.peek().endEntry();
            case ':' -> readColon();
            default -> append(character);
        }
    }

    private void readColon() {
        Open bracket = openBrackets.peek();
        if (bracket.block && bracket.key.isEmpty()) {
            bracket.key = unquote(bracket.text.toString());
            bracket.text.setLength(0);
        } else {
            append(':');
        }
    }

    private void append(char character) {
        openBrackets.peek().text.append(character);
    }

    private String currentText() {
        return openBrackets.peek().text.toString();
    }

    private Inside toInside(String following) {
        List<String> steps = new ArrayList<>();
        for (Open bracket : (Iterable<Open>) openBrackets::descendingIterator) {
            if (!bracket.block) {
                steps.add(YamlCursor.ITEM);
            } else if (!bracket.key.isEmpty()) {
                steps.add(bracket.key);
            }
        }
        boolean inValue = !openBrackets.peek().block || !openBrackets.peek().key.isEmpty();
        List<Map<String, String>> blocks = openBrackets.stream()
                .filter(bracket -> bracket.block)
                .map(bracket -> bracket.keys)
                .toList();
        readFollowingKeys(following);
        return new Inside(
                steps,
                inValue,
                !blocks.isEmpty(),
                blocks.isEmpty() ? Map.of() : blocks.getFirst(),
                blocks.size() < 2 ? Map.of() : blocks.get(1));
    }

    /** Reads the keys that follow the cursor in the same mapping. */
    private void readFollowingKeys(String following) {
        Open mapping = openBrackets.stream()
                .filter(bracket -> bracket.block)
                .findFirst()
                .orElse(openBrackets.getLast());
        mapping.key = CURSOR_KEY;
        for (int offset = 0; offset < following.length() && openBrackets.contains(mapping); offset++) {
            char character = following.charAt(offset);
            if (character == '}' && openBrackets.peek() == mapping) {
                mapping.endEntry();
                break;
            }
            if (character == '\n' && offset + 1 < following.length() && following.charAt(offset + 1) != ' ') {
                break;
            }
            read(character);
        }
        mapping.keys.remove(CURSOR_KEY);
    }

    private static String unquote(String text) {
        return text.strip().replaceAll("^[\"']|[\"']$", "");
    }
}
