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
        final StringBuilder said = new StringBuilder();

        Open(boolean block) {
            this.block = block;
        }

        void end() {
            if (block && !key.isEmpty()) {
                keys.put(key, plain(said.toString()));
            }
            key = "";
            said.setLength(0);
        }
    }

    private final Deque<Open> open = new ArrayDeque<>();
    /** The placeholder for the key of the entry at the cursor. */
    private static final String OF_THE_CURSOR = "\0";

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
        for (int at = 0; at < cursor; at++) {
            flow.read(text.charAt(at));
        }
        return flow.inside(text.substring(cursor));
    }

    /** Returns whether the bracket at the beginning of the text is still open at the end of the text. */
    static boolean isOpen(String text) {
        YamlFlow flow = new YamlFlow();
        for (int at = 0; at < text.length(); at++) {
            flow.read(text.charAt(at));
            if (flow.open.isEmpty()) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private void read(char letter) {
        if (letter == '\n') {
            comment = false;
        }
        if (comment) {
            return;
        }
        if (quote != 0) {
            quote = letter == quote ? 0 : quote;
            say(letter);
            return;
        }
        switch (letter) {
            case '"', '\'' -> {
                quote = last().isBlank() ? letter : 0;
                say(letter);
            }
            case '#' -> {
                comment = last().isEmpty() || last().endsWith(" ");
                say(comment ? ' ' : letter);
            }
            case '{', '[' -> open.push(new Open(letter == '{'));
            case '}', ']' -> {
                open.pop();
                if (!open.isEmpty()) {
                    open.peek().said.append(' ');
                }
            }
            case ',' -> open.peek().end();
            case ':' -> colon();
            default -> say(letter);
        }
    }

    private void colon() {
        Open here = open.peek();
        if (here.block && here.key.isEmpty()) {
            here.key = plain(here.said.toString());
            here.said.setLength(0);
        } else {
            say(':');
        }
    }

    private void say(char letter) {
        open.peek().said.append(letter);
    }

    private String last() {
        return open.peek().said.toString();
    }

    private Inside inside(String rest) {
        List<String> steps = new ArrayList<>();
        for (Open each : (Iterable<Open>) open::descendingIterator) {
            if (!each.block) {
                steps.add(YamlCursor.ITEM);
            } else if (!each.key.isEmpty()) {
                steps.add(each.key);
            }
        }
        boolean inValue = !open.peek().block || !open.peek().key.isEmpty();
        List<Map<String, String>> blocks =
                open.stream().filter(each -> each.block).map(each -> each.keys).toList();
        readKeysThatFollow(rest);
        return new Inside(
                steps,
                inValue,
                !blocks.isEmpty(),
                blocks.isEmpty() ? Map.of() : blocks.getFirst(),
                blocks.size() < 2 ? Map.of() : blocks.get(1));
    }

    /** Reads the keys that follow the cursor in the same mapping. */
    private void readKeysThatFollow(String rest) {
        Open own = open.stream().filter(each -> each.block).findFirst().orElse(open.getLast());
        own.key = OF_THE_CURSOR;
        for (int at = 0; at < rest.length() && open.contains(own); at++) {
            char letter = rest.charAt(at);
            if (letter == '}' && open.peek() == own) {
                own.end();
                break;
            }
            if (letter == '\n' && at + 1 < rest.length() && rest.charAt(at + 1) != ' ') {
                break;
            }
            read(letter);
        }
        own.keys.remove(OF_THE_CURSOR);
    }

    private static String plain(String said) {
        return said.strip().replaceAll("^[\"']|[\"']$", "");
    }
}
