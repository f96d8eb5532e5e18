package dev.openllm.server.dialect.openaichat;

/**
 * Detects text that has already been delivered in chunks. The delivered text is stored only as a hash. The hash ignores
 * whitespace, because servers that repeat the complete message at the end remove its leading and trailing whitespace.
 */
final class DeliveredText {

    private int visible;
    private int hash;
    /** The number of whitespace characters after the last visible character of the delivered text. */
    private int trailing;

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                trailing++;
            } else {
                visible++;
                hash = 31 * hash + text.charAt(i);
                trailing = 0;
            }
        }
    }

    /**
     * Returns the part of the given text that has not been delivered yet. If the given text does not begin with all
     * text delivered so far, returns it unchanged.
     */
    String undelivered(String text) {
        int seen = 0;
        int prefixHash = 0;
        for (int i = 0; i < text.length() && seen < visible; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                seen++;
                prefixHash = 31 * prefixHash + text.charAt(i);
                if (seen == visible && prefixHash == hash) {
                    return withoutDeliveredSpace(text.substring(i + 1));
                }
            }
        }
        return text;
    }

    private String withoutDeliveredSpace(String rest) {
        int start = 0;
        while (start < rest.length() && start < trailing && Character.isWhitespace(rest.charAt(start))) {
            start++;
        }
        return rest.isBlank() ? "" : rest.substring(start);
    }
}
