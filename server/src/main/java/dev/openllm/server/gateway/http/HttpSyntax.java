package dev.openllm.server.gateway.http;

import java.util.regex.Pattern;

/**
 * The syntax rules that define which characters are allowed in HTTP/1.1 messages. Source:
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */
final class HttpSyntax {

    private static final Pattern HOST_PATTERN =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=%-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{0,5})?");

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private HttpSyntax() {}

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTokenCharacter(int c) {
        return isAlphanumeric(c) || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /**
     * Returns whether the text is a valid field value. A field value must not contain any control characters except
     * tabs.
     */
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c == 0x7f)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether the text is a valid request target. A request target can contain only visible ASCII characters,
     * must not contain a fragment, and must not contain incomplete percent-encodings.
     */
    static boolean isTarget(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean forbidden = c <= ' ' || c >= 0x7f || "#<>\"\\^`{|}".indexOf(c) >= 0;
            if (forbidden || c == '%' && !isPercentEncoding(text, i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether the percent sign at the specified offset is followed by two hexadecimal digits that do not encode
     * NUL.
     */
    private static boolean isPercentEncoding(String text, int at) {
        return at + 2 < text.length()
                && isHexadecimal(text.charAt(at + 1))
                && isHexadecimal(text.charAt(at + 2))
                && !text.startsWith("00", at + 1);
    }

    static boolean isHexadecimal(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /**
     * Returns whether the text is a valid host, optionally with a port. A host is a name, an IPv4 address, or an IPv6
     * address in brackets.
     */
    static boolean isHost(String text) {
        return isPlainHost(text) || HOST_PATTERN.matcher(text).matches();
    }

    /**
     * Returns whether the text is a host name or an IPv4 address that consists of letters, digits, hyphens, and periods,
     * optionally followed by a port. Nearly every client sends such a host, and this check is faster than the regular
     * expression.
     */
    private static boolean isPlainHost(String text) {
        int colon = text.indexOf(':');
        int end = colon < 0 ? text.length() : colon;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '-') {
                return false;
            }
        }
        for (int i = end + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > 0 && text.length() - end <= 6;
    }

    /**
     * Removes leading and trailing spaces and tabs. Unlike {@link String#strip}, this method does not remove other
     * white space.
     */
    static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
