package dev.openllm.server.cli.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats emphasis, code spans, and links within a line of Markdown. Each mark is formatted as soon as the following
 * characters determine its meaning.
 */
final class Inline {

    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]\\n]*)\\]\\(([^)\\s]*)[^)\\n]*\\)");
    private static final Pattern MAY_BECOME_LINK = Pattern.compile("!?(?:\\[[^\\]\\n]*(?:\\](?:\\([^)\\n]*)?)?)?");
    private static final int MAX_LINK_LENGTH = 2000;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final WrappedText text;
    private String base = "";
    private char bold;
    private char italic;
    private boolean strikethrough;
    private int codeMarkerLength;
    private int previousCodePoint = '\n';

    Inline(WrappedText text) {
        this.text = text;
    }

    /** Begins a line. @param style the escape sequence for the base style of the line; empty for plain text */
    void begin(String style) {
        base = style;
        previousCodePoint = '\n';
        if (!style.isEmpty()) {
            writeStyle();
        }
    }

    /** Ends a line and resets all formatting that has not been closed. */
    void end() {
        boolean isPlain = base.isEmpty() && bold == 0 && italic == 0 && !strikethrough && codeMarkerLength == 0;
        base = "";
        bold = 0;
        italic = 0;
        strikethrough = false;
        codeMarkerLength = 0;
        if (!isPlain) {
            text.style("\u001b[0m");
        }
    }

    /**
     * Processes characters from the start of the pending text and removes them.
     *
     * @param atEnd whether no further text follows
     * @return {@code true} if the end of a line was reached, in which case the line break is not removed; {@code false}
     *     if more text is required
     */
    boolean consume(StringBuilder input, boolean atEnd) {
        while (!input.isEmpty()) {
            char c = input.charAt(0);
            if (c == '\n') {
                return true;
            }
            int consumed = codeMarkerLength > 0 ? consumeCode(input, atEnd) : consumeText(c, input, atEnd);
            if (consumed == 0) {
                return false;
            }
            previousCodePoint = input.codePointBefore(consumed);
            input.delete(0, consumed);
        }
        return false;
    }

    private int consumeCode(StringBuilder input, boolean atEnd) {
        if (input.charAt(0) != '`') {
            return plain(input, atEnd);
        }
        int run = runLength(input);
        if (run == input.length() && !atEnd) {
            return 0;
        }
        if (run == codeMarkerLength) {
            codeMarkerLength = 0;
            writeStyle();
        } else {
            text.add("`".repeat(run));
        }
        return run;
    }

    private int consumeText(char c, StringBuilder input, boolean atEnd) {
        return switch (c) {
            case '\\' -> escape(input, atEnd);
            case '`' -> openCode(input, atEnd);
            case '*', '_', '~' -> emphasis(c, input, atEnd);
            case '[', '!' -> link(input, atEnd);
            default -> plain(input, atEnd);
        };
    }

    private int plain(StringBuilder input, boolean atEnd) {
        int codePoint = input.codePointAt(0);
        if (Character.isHighSurrogate(input.charAt(0)) && input.length() == 1 && !atEnd) {
            return 0;
        }
        text.add(codePoint);
        return Character.charCount(codePoint);
    }

    private int escape(StringBuilder input, boolean atEnd) {
        if (input.length() == 1 && !atEnd) {
            return 0;
        }
        boolean isEscape = input.length() > 1 && PUNCTUATION.indexOf(input.charAt(1)) >= 0;
        text.add(input.charAt(isEscape ? 1 : 0));
        return isEscape ? 2 : 1;
    }

    private int openCode(StringBuilder input, boolean atEnd) {
        int run = runLength(input);
        if (run == input.length() && !atEnd) {
            return 0;
        }
        codeMarkerLength = run;
        writeStyle();
        return run;
    }

    private int emphasis(char marker, StringBuilder input, boolean atEnd) {
        int run = runLength(input);
        if (run == input.length() && !atEnd) {
            return 0;
        }
        int after = run < input.length() ? input.codePointAt(run) : '\n';
        boolean opens =
                !Character.isWhitespace(after) && (marker != '_' || !Character.isLetterOrDigit(previousCodePoint));
        boolean closes =
                !Character.isWhitespace(previousCodePoint) && (marker != '_' || !Character.isLetterOrDigit(after));
        if (marker == '~') {
            if (run == 2 && (strikethrough ? closes : opens)) {
                strikethrough = !strikethrough;
                writeStyle();
            } else {
                text.add("~".repeat(run));
            }
            return run;
        }
        int remaining = run;
        while (remaining > 0) {
            int consumed = toggle(marker, remaining, opens, closes);
            if (consumed == 0) {
                text.add(String.valueOf(marker).repeat(remaining));
                return run;
            }
            remaining -= consumed;
        }
        writeStyle();
        return run;
    }

    /**
     * Opens or closes bold or italic formatting.
     *
     * @param remaining the number of mark characters that have not been processed yet
     * @return the number of mark characters that were processed, or 0 if the marks are plain text
     */
    private int toggle(char marker, int remaining, boolean opens, boolean closes) {
        if (remaining >= 2 && bold == marker && closes) {
            bold = 0;
            return 2;
        } else if (italic == marker && closes) {
            italic = 0;
            return 1;
        } else if (remaining >= 2 && bold == 0 && opens) {
            bold = marker;
            return 2;
        } else if (italic == 0 && opens && remaining < 2) {
            italic = marker;
            return 1;
        }
        return 0;
    }

    private int link(StringBuilder input, boolean atEnd) {
        Matcher link = LINK.matcher(input);
        if (link.lookingAt()) {
            String name = link.group(1);
            String address = link.group(2);
            text.style("\u001b[4m");
            text.add(name.isEmpty() ? address : name);
            text.style("\u001b[24m");
            if (!name.isEmpty() && !name.equals(address) && !address.isEmpty()) {
                text.add(" (" + address + ")");
            }
            return link.end();
        }
        boolean undecided = !atEnd
                && input.length() < MAX_LINK_LENGTH
                && MAY_BECOME_LINK.matcher(input).matches();
        return undecided ? 0 : plain(input, atEnd);
    }

    private static int runLength(StringBuilder input) {
        int run = 1;
        while (run < input.length() && input.charAt(run) == input.charAt(0)) {
            run++;
        }
        return run;
    }

    private void writeStyle() {
        text.style("\u001b[0m" + base + (bold != 0 ? "\u001b[1m" : "") + (italic != 0 ? "\u001b[3m" : "")
                + (strikethrough ? "\u001b[9m" : "") + (codeMarkerLength > 0 ? "\u001b[36m" : ""));
    }
}
