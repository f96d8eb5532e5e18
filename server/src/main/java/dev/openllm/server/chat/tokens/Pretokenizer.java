package dev.openllm.server.chat.tokens;

/**
 * Estimates the number of tokens that a byte pair encoding produces, without the encoding's table. Such an encoding
 * first splits text at the boundaries of words, numbers, punctuation, and whitespace, and represents a common word as
 * one token. For prose and code, the estimate differs from the count of the OpenAI encoding o200k by a few percent.
 */
final class Pretokenizer {

    private static final int LONG_WORD = 8;
    private static final int DIGITS_PER_TOKEN = 3;

    /** The maximum number of tokens per character. */
    static final double MAX_TOKENS_PER_CHAR = 1;

    private static final int CHUNK_LENGTH = 4 * 1024;
    private static final int CHUNKS_PER_SAMPLE = 8;

    /** The maximum length, in characters, of text that is counted completely. Longer text is sampled. */
    private static final int SAMPLING_THRESHOLD = 64 * CHUNK_LENGTH;

    private static final byte NONE = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SPACE = 3;
    private static final byte PUNCTUATION = 4;
    private static final byte OTHER = 5;

    /** The delete control character, which is never counted together with preceding punctuation. */
    private static final char DELETE = 127;

    /** The character class of each ASCII character, indexed by character code. */
    private static final byte[] KINDS = new byte[128];

    static {
        for (char c = 0; c < KINDS.length; c++) {
            boolean digit = c >= '0' && c <= '9';
            KINDS[c] = isAsciiLetter(c) ? LETTER : digit ? DIGIT : c <= ' ' ? SPACE : PUNCTUATION;
        }
    }

    private Pretokenizer() {}

    /**
     * Estimates the number of tokens in text. The text is copied to an array in parts because reading an array is much
     * faster than reading a string.
     */
    static double count(String text) {
        char[] chunk = new char[Math.min(CHUNK_LENGTH, text.length())];
        double tokens = 0;
        int kind = NONE;
        int run = 0;
        char first = ' ';
        for (int start = 0; start < text.length(); start += CHUNK_LENGTH) {
            int count = Math.min(CHUNK_LENGTH, text.length() - start);
            text.getChars(start, start + count, chunk, 0);
            for (int i = 0; i < count; i++) {
                char c = chunk[i];
                int next = c < KINDS.length ? KINDS[c] : OTHER;
                if (next == kind && c != DELETE) {
                    run++;
                    continue;
                }
                tokens += tokensInRun(kind, run, first);
                kind = next;
                run = 1;
                first = c;
                if (next == OTHER) {
                    tokens += tokensOfCharacter(c);
                    kind = NONE;
                }
            }
        }
        return tokens + tokensInRun(kind, run, first);
    }

    /**
     * Estimates the number of tokens in text. If the text is long, only one in eight parts is counted. This sample is
     * precise enough to compare the estimate for a prompt with the provider's count.
     */
    static double countSampled(String text) {
        if (text.length() <= SAMPLING_THRESHOLD) {
            return count(text);
        }
        double tokens = 0;
        int counted = 0;
        for (int start = 0; start < text.length(); start += CHUNKS_PER_SAMPLE * CHUNK_LENGTH) {
            int end = Math.min(start + CHUNK_LENGTH, text.length());
            tokens += count(text.substring(start, end));
            counted += end - start;
        }
        return tokens * text.length() / counted;
    }

    private static double tokensInRun(int kind, int length, char first) {
        return switch (kind) {
            case LETTER -> tokensInWord(length);
            case DIGIT -> Math.ceilDiv(length, DIGITS_PER_TOKEN);
            case SPACE -> length == 1 && first == ' ' ? 0 : 1; // a single space is part of the next word
            case PUNCTUATION -> Math.ceilDiv(length, 3);
            default -> 0;
        };
    }

    private static double tokensInWord(int length) {
        return length <= LONG_WORD ? 1 : 1 + (length - LONG_WORD) / 5.0;
    }

    /**
     * Returns the number of tokens for a non-ASCII character, which is less than 1 if several characters share a token.
     */
    private static double tokensOfCharacter(char character) {
        return switch (Character.UnicodeBlock.of(character)) {
            case Character.UnicodeBlock block
            when block == Character.UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS
                    || block == Character.UnicodeBlock.HIRAGANA
                    || block == Character.UnicodeBlock.KATAKANA
                    || block == Character.UnicodeBlock.HANGUL_SYLLABLES -> 0.75;
            case Character.UnicodeBlock block
            when block == Character.UnicodeBlock.HIGH_SURROGATES || block == Character.UnicodeBlock.LOW_SURROGATES -> 1;
            case null, default -> Character.isLetter(character) ? 0.35 : 1;
        };
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
