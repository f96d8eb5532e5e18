package dev.openllm.server.completion;

import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The size limit for the document text in a completion request. Three quarters of the budget are reserved for the text
 * before the cursor, and one quarter is reserved for the text after it. Each part can also use the bytes that the other
 * part does not need, and the remaining bytes are used for snippets from other documents. If possible, text is cut only
 * between lines.
 *
 * @param bytes the maximum total size of the text, in bytes of UTF-8
 */
record ContextBudget(long bytes) {

    /**
     * The maximum budget in bytes, which corresponds to about 4,000 tokens of code. More context makes suggestions
     * slower but hardly improves them.
     */
    private static final long MAX_BYTES = 12_000;

    /**
     * The estimated number of bytes per token. Even dense code has more bytes per token, so the text does not exceed
     * the limit of a model with a small context.
     */
    private static final int BYTES_PER_TOKEN = 2;

    /** The number of tokens reserved for the prompt template itself. */
    private static final int RESERVED_TOKENS = 64;

    private static final int PREFIX_DENOMINATOR = 4;
    private static final int PREFIX_NUMERATOR = 3;

    /**
     * The number of steps into which the budget for the text before the cursor is divided. If this text is too long, it
     * is shortened only by multiples of one step, so consecutive requests begin with the same text and can use the
     * provider's prompt cache.
     */
    private static final int STEPS = 8;

    static ContextBudget of(ModelInfo.Limits limits, int outputTokens) {
        long context = Math.min(limits.contextTokens() - (long) outputTokens, limits.maxInputTokens());
        return new ContextBudget(Math.clamp((context - RESERVED_TOKENS) * BYTES_PER_TOKEN, 0, MAX_BYTES));
    }

    /** Returns the parts of the specified text that fit into the budget. */
    Context fit(String prefix, String suffix, List<CompletionSnippet> snippets) {
        long prefixBudget = bytes * PREFIX_NUMERATOR / PREFIX_DENOMINATOR;
        long suffixBudget = bytes - prefixBudget;
        long prefixSize = size(prefix);
        long suffixSize = size(suffix);
        suffixBudget += Math.max(0, prefixBudget - prefixSize);
        prefixBudget += Math.max(0, bytes - bytes * PREFIX_NUMERATOR / PREFIX_DENOMINATOR - suffixSize);
        String before = keepEnd(prefix, prefixBudget, prefixSize);
        String after = keepStart(suffix, suffixBudget);
        long remaining = bytes - size(before) - size(after);
        List<CompletionSnippet> fitted = new ArrayList<>();
        for (CompletionSnippet snippet : snippets) {
            long path = size(snippet.path().orElse(""));
            String text = keepStart(snippet.text(), remaining - path);
            if (!text.isBlank()) {
                fitted.add(new CompletionSnippet(snippet.path(), text));
                remaining -= path + size(text);
            }
        }
        return new Context(before, after, fitted);
    }

    /**
     * The document text to send with a request.
     *
     * @param prefix the text before the cursor
     * @param suffix the text after the cursor
     * @param snippets the snippets from other documents
     */
    record Context(String prefix, String suffix, List<CompletionSnippet> snippets) {

        Context {
            snippets = List.copyOf(snippets);
        }
    }

    /**
     * Returns as much of the end of the text as fits within the limit, starting at the beginning of a line if possible.
     */
    private static String keepEnd(String text, long limit, long size) {
        if (size <= limit) {
            return text;
        }
        long step = Math.max(1, limit / STEPS);
        long surplus = (size - limit + step - 1) / step * step;
        int from = 0;
        for (long dropped = 0; dropped < surplus && from < text.length(); ) {
            int codePoint = text.codePointAt(from);
            dropped += size(codePoint);
            from += Character.charCount(codePoint);
        }
        int line = from == 0 || text.charAt(from - 1) == '\n' ? from : text.indexOf('\n', from) + 1;
        boolean cutsInLine = line == 0; // only one line is left, and it exceeds the budget
        return text.substring(cutsInLine ? from : line);
    }

    /** Returns as much of the start of the text as fits within the limit, ending at the end of a line if possible. */
    private static String keepStart(String text, long limit) {
        int to = 0;
        for (long used = 0; to < text.length(); ) {
            int codePoint = text.codePointAt(to);
            used += size(codePoint);
            if (used > limit) {
                int line = text.lastIndexOf('\n', to - 1) + 1;
                return text.substring(0, to == 0 || line == 0 ? to : line);
            }
            to += Character.charCount(codePoint);
        }
        return text;
    }

    static long size(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            bytes += size(codePoint);
            i += Character.charCount(codePoint);
        }
        return bytes;
    }

    private static int size(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
