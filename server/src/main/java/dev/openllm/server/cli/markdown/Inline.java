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
    private static final int LONGEST_LINK = 2000;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final WrappedText text;
    private String base = "";
    private char bold;
    private char italic;
    private boolean struck;
    private int code;
    private int before = '\n';

    Inline(WrappedText text) {
        this.text = text;
    }

    /** Begins a line. @param style the escape sequence for the base style of the line; empty for plain text */
    void begin(String style) {
        base = style;
        before = '\n';
        if (!style.isEmpty()) {
            restyle();
        }
    }

    /** Ends a line and resets all formatting that has not been closed. */
    void end() {
        boolean plain = base.isEmpty() && bold == 0 && italic == 0 && !struck && code == 0;
        base = "";
        bold = 0;
        italic = 0;
        struck = false;
        code = 0;
        if (!plain) {
            text.style("\u001b[0m");
        }
    }

    /**
     * Processes characters from the start of the pending text and removes them.
     *
     * @param last whether no further text follows
     * @return {@code true} if the end of a line was reached, in which case the line break is not removed; {@code false}
     *     if more text is required
     */
    boolean take(StringBuilder from, boolean last) {
        while (!from.isEmpty()) {
            char c = from.charAt(0);
            if (c == '\n') {
                return true;
            }
            int taken = code > 0 ? takeCode(from, last) : takeText(c, from, last);
            if (taken == 0) {
                return false;
            }
            before = from.codePointBefore(taken);
            from.delete(0, taken);
        }
        return false;
    }

    private int takeCode(StringBuilder from, boolean last) {
        if (from.charAt(0) != '`') {
            return plain(from, last);
        }
        int run = run(from);
        if (run == from.length() && !last) {
            return 0;
        }
        if (run == code) {
            code = 0;
            restyle();
        } else {
            text.add("`".repeat(run));
        }
        return run;
    }

    private int takeText(char c, StringBuilder from, boolean last) {
        return switch (c) {
            case '\\' -> escape(from, last);
            case '`' -> openCode(from, last);
            case '*', '_', '~' -> emphasis(c, from, last);
            case '[', '!' -> link(from, last);
            default -> plain(from, last);
        };
    }

    private int plain(StringBuilder from, boolean last) {
        int codePoint = from.codePointAt(0);
        if (Character.isHighSurrogate(from.charAt(0)) && from.length() == 1 && !last) {
            return 0;
        }
        text.add(codePoint);
        return Character.charCount(codePoint);
    }

    private int escape(StringBuilder from, boolean last) {
        if (from.length() == 1 && !last) {
            return 0;
        }
        boolean escapes = from.length() > 1 && PUNCTUATION.indexOf(from.charAt(1)) >= 0;
        text.add(from.charAt(escapes ? 1 : 0));
        return escapes ? 2 : 1;
    }

    private int openCode(StringBuilder from, boolean last) {
        int run = run(from);
        if (run == from.length() && !last) {
            return 0;
        }
        code = run;
        restyle();
        return run;
    }

    private int emphasis(char mark, StringBuilder from, boolean last) {
        int run = run(from);
        if (run == from.length() && !last) {
            return 0;
        }
        int after = run < from.length() ? from.codePointAt(run) : '\n';
        boolean opens = !Character.isWhitespace(after) && (mark != '_' || !Character.isLetterOrDigit(before));
        boolean closes = !Character.isWhitespace(before) && (mark != '_' || !Character.isLetterOrDigit(after));
        if (mark == '~') {
            if (run == 2 && (struck ? closes : opens)) {
                struck = !struck;
                restyle();
            } else {
                text.add("~".repeat(run));
            }
            return run;
        }
        int left = run;
        while (left > 0) {
            int taken = toggle(mark, left, opens, closes);
            if (taken == 0) {
                text.add(String.valueOf(mark).repeat(left));
                return run;
            }
            left -= taken;
        }
        restyle();
        return run;
    }

    /**
     * Opens or closes bold or italic formatting.
     *
     * @param left the number of mark characters that have not been processed yet
     * @return the number of mark characters that were processed, or 0 if the marks are plain text
     */
    private int toggle(char mark, int left, boolean opens, boolean closes) {
        if (left >= 2 && bold == mark && closes) {
            bold = 0;
            return 2;
        } else if (italic == mark && closes) {
            italic = 0;
            return 1;
        } else if (left >= 2 && bold == 0 && opens) {
            bold = mark;
            return 2;
        } else if (italic == 0 && opens && left < 2) {
            italic = mark;
            return 1;
        }
        return 0;
    }

    private int link(StringBuilder from, boolean last) {
        Matcher link = LINK.matcher(from);
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
        boolean undecided = !last
                && from.length() < LONGEST_LINK
                && MAY_BECOME_LINK.matcher(from).matches();
        return undecided ? 0 : plain(from, last);
    }

    private static int run(StringBuilder from) {
        int run = 1;
        while (run < from.length() && from.charAt(run) == from.charAt(0)) {
            run++;
        }
        return run;
    }

    private void restyle() {
        text.style("\u001b[0m" + base + (bold != 0 ? "\u001b[1m" : "") + (italic != 0 ? "\u001b[3m" : "")
                + (struck ? "\u001b[9m" : "") + (code > 0 ? "\u001b[36m" : ""));
    }
}
