package dev.openllm.server.cli.markdown;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the text of a web page without scripts, styles, and markup. Line breaks are inserted where block elements
 * begin and end.
 */
public final class HtmlText {

    private static final Pattern TITLE = pattern("<title[^>]*>(.*?)</title\\s*>");
    private static final Pattern HIDDEN =
            pattern("<!--.*?-->|<(script|style|head|noscript|svg|template|iframe)\\b[^>]*>.*?</\\1\\s*>");
    /**
     * The placeholder for the marker of a list item, which is used until the blank lines before the item are removed.
     */
    private static final String LIST_ITEM = "\u0001 ";

    private static final Pattern ITEM = pattern("<li\\b[^>]*>");
    private static final Pattern HEADING = pattern("<h([1-6])\\b[^>]*>");
    private static final Pattern BLOCK = pattern(
            "</?(?:p|div|br|hr|tr|table|ul|ol|dl|dt|dd|h[1-6]|section|article|header"
                + "|footer|nav|aside|main|blockquote|pre|form|figure|figcaption|details|summary|option)\\b[^>]*>|</li\\s*>");
    private static final Pattern CELL = pattern("</t[dh]\\s*>");
    private static final Pattern TAG = pattern("<[/!?a-z][^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");
    private static final Map<String, String> NAMED_ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("copy", "©"),
            Map.entry("middot", "·"),
            Map.entry("bull", "•"),
            Map.entry("times", "×"),
            Map.entry("euro", "€"));

    private HtmlText() {}

    public static String of(String html) {
        Matcher title = TITLE.matcher(html);
        String heading = title.find() ? "# " + decodeEntities(title.group(1).strip()) + "\n\n" : "";
        String text = HIDDEN.matcher(TITLE.matcher(html).replaceFirst(" ")).replaceAll(" ");
        text = text.replaceAll("\\s+", " ");
        text = ITEM.matcher(text).replaceAll("\n" + LIST_ITEM);
        text = HEADING.matcher(text).replaceAll(match -> "\n\n" + "#".repeat(Integer.parseInt(match.group(1))) + " ");
        text = CELL.matcher(text).replaceAll(" | ");
        text = BLOCK.matcher(text).replaceAll("\n");
        text = decodeEntities(TAG.matcher(text).replaceAll(""));
        text = text.replaceAll("[ \\t]*\\n[ \\t]*", "\n").replaceAll("\\n{3,}", "\n\n");
        return heading + text.replaceAll("\n+" + LIST_ITEM, "\n- ").strip();
    }

    private static String decodeEntities(String text) {
        return ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(decodeEntity(match.group(1))));
    }

    private static String decodeEntity(String name) {
        if (name.startsWith("#")) {
            boolean hex = name.toLowerCase(Locale.ROOT).startsWith("#x");
            int codePoint = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(codePoint) && codePoint >= ' ' ? Character.toString(codePoint) : "";
        }
        return NAMED_ENTITIES.getOrDefault(name, "&" + name + ";");
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
