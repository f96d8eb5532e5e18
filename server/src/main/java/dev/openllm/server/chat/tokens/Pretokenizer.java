package dev.openllm.server.chat.tokens;

/**
 * Estimates the token count of a byte pair encoding without the encoding's table. These encodings first split text at
 * the boundaries of words, numbers, punctuation, and whitespace, and a common word is one token. For prose and code,
 * the estimate differs from the count of OpenAI's o200k encoding by a few percent.
 */
final class Pretokenizer {

    private static final int LONG_WORD = 8;
    private static final int DIGITS_PER_TOKEN = 3;

    private Pretokenizer() {}

    static double count(CharSequence text) {
        double tokens = 0;
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            int start = at;
            if (isAsciiLetter(first)) {
                at = end(text, at, Kind.LETTER);
                tokens += word(at - start);
            } else if (first >= '0' && first <= '9') {
                at = end(text, at, Kind.DIGIT);
                tokens += Math.ceilDiv(at - start, DIGITS_PER_TOKEN);
            } else if (first <= ' ') {
                at = end(text, at, Kind.SPACE);
                tokens += at - start == 1 && first == ' ' ? 0 : 1; // A single space is part of the next word.
            } else if (first < 128) {
                at = end(text, at, Kind.PUNCTUATION);
                tokens += Math.ceilDiv(at - start, 3);
            } else {
                tokens += ofOther(first);
                at++;
            }
        }
        return tokens;
    }

    private static double word(int letters) {
        return letters <= LONG_WORD ? 1 : 1 + (letters - LONG_WORD) / 5.0;
    }

    /**
     * Returns the number of tokens for a non-ASCII character. The number is less than 1 if several characters share a
     * token.
     */
    private static double ofOther(char letter) {
        return switch (Character.UnicodeBlock.of(letter)) {
            case Character.UnicodeBlock block
            when block == Character.UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS
                    || block == Character.UnicodeBlock.HIRAGANA
                    || block == Character.UnicodeBlock.KATAKANA
                    || block == Character.UnicodeBlock.HANGUL_SYLLABLES -> 0.75;
            case Character.UnicodeBlock block
            when block == Character.UnicodeBlock.HIGH_SURROGATES || block == Character.UnicodeBlock.LOW_SURROGATES -> 1;
            case null, default -> Character.isLetter(letter) ? 0.35 : 1;
        };
    }

    private enum Kind {
        LETTER,
        DIGIT,
        SPACE,
        PUNCTUATION;

        boolean has(char c) {
            return switch (this) {
                case LETTER -> isAsciiLetter(c);
                case DIGIT -> c >= '0' && c <= '9';
                case SPACE -> c <= ' ';
                case PUNCTUATION -> c > ' ' && c < 127 && !isAsciiLetter(c) && !(c >= '0' && c <= '9');
            };
        }
    }

    private static int end(CharSequence text, int from, Kind kind) {
        int at = from + 1;
        while (at < text.length() && kind.has(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
