package dev.openllm.server.cli.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Splits a line at spaces for completion. Quotation marks have no special meaning. If a line ends with a backslash, it
 * continues on the next line.
 */
final class ChatLineParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && line.endsWith("\\")) {
            throw new EOFError(-1, -1, "The line continues.");
        }
        List<String> words = new ArrayList<>(List.of(line.substring(0, cursor).split("\\s+", -1)));
        return new Words(line, cursor, words);
    }

    /** A parsed line. @param words the words up to the cursor */
    private record Words(String line, int cursor, List<String> words) implements CompletingParsedLine {

        @Override
        public String word() {
            return words.getLast();
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
