package dev.openllm.server.dialect.openaichat;

/**
 * Recognizes a text that repeats what was already delivered in chunks. Only a hash of the delivered text is stored, of
 * its visible characters: servers that send a complete message at the end trim it.
 */
final class DeliveredText {

    private int visible;
    private int hash;
    /** White space after the last visible character. */
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

    /** The part of a text that was not delivered yet: all of it, unless it begins with everything delivered. */
    String missingOf(String text) {
        int seen = 0;
        int own = 0;
        for (int i = 0; i < text.length() && seen < visible; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                seen++;
                own = 31 * own + text.charAt(i);
                if (seen == visible && own == hash) {
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
