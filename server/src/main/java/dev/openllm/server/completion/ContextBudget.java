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
    private static final long MOST = 12_000;

    /**
     * The estimated number of bytes per token. Even dense code has more bytes per token, so the text does not exceed
     * the limit of a model with a small context.
     */
    private static final int BYTES_PER_TOKEN = 2;

    /** The number of tokens reserved for the prompt template itself. */
    private static final int RESERVED_TOKENS = 64;

    private static final int PREFIX_OF = 4;
    private static final int PREFIX = 3;

    /**
     * The number of steps into which the budget for the text before the cursor is divided. If this text is too long, it
     * is shortened only by multiples of one step, so consecutive requests begin with the same text and can use the
     * provider's prompt cache.
     */
    private static final int STEPS = 8;

    static ContextBudget of(ModelInfo.Limits limits, int outputTokens) {
        long context = Math.min(limits.contextTokens() - (long) outputTokens, limits.maxInputTokens());
        return new ContextBudget(Math.clamp((context - RESERVED_TOKENS) * BYTES_PER_TOKEN, 0, MOST));
    }

    /** Returns the parts of the specified text that fit into the budget. */
    Context fit(String prefix, String suffix, List<CompletionSnippet> snippets) {
        long forPrefix = bytes * PREFIX / PREFIX_OF;
        long forSuffix = bytes - forPrefix;
        long ofPrefix = size(prefix);
        long ofSuffix = size(suffix);
        forSuffix += Math.max(0, forPrefix - ofPrefix);
        forPrefix += Math.max(0, bytes - bytes * PREFIX / PREFIX_OF - ofSuffix);
        String before = end(prefix, forPrefix, ofPrefix);
        String after = start(suffix, forSuffix);
        long left = bytes - size(before) - size(after);
        List<CompletionSnippet> others = new ArrayList<>();
        for (CompletionSnippet snippet : snippets) {
            long path = size(snippet.path().orElse(""));
            String text = start(snippet.text(), left - path);
            if (!text.isBlank()) {
                others.add(new CompletionSnippet(snippet.path(), text));
                left -= path + size(text);
            }
        }
        return new Context(before, after, others);
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
    private static String end(String text, long room, long size) {
        if (size <= room) {
            return text;
        }
        long step = Math.max(1, room / STEPS);
        long surplus = (size - room + step - 1) / step * step;
        int from = 0;
        for (long dropped = 0; dropped < surplus && from < text.length(); ) {
            int character = text.codePointAt(from);
            dropped += size(character);
            from += Character.charCount(character);
        }
        int line = from == 0 || text.charAt(from - 1) == '\n' ? from : text.indexOf('\n', from) + 1;
        boolean cutsInLine = line == 0; // only one line is left, and it exceeds the budget
        return text.substring(cutsInLine ? from : line);
    }

    /** Returns as much of the start of the text as fits within the limit, ending at the end of a line if possible. */
    private static String start(String text, long room) {
        int to = 0;
        for (long taken = 0; to < text.length(); ) {
            int character = text.codePointAt(to);
            taken += size(character);
            if (taken > room) {
                int line = text.lastIndexOf('\n', to - 1) + 1;
                return text.substring(0, to == 0 || line == 0 ? to : line);
            }
            to += Character.charCount(character);
        }
        return text;
    }

    static long size(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            bytes += size(character);
            i += Character.charCount(character);
        }
        return bytes;
    }

    private static int size(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
