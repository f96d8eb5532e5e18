package dev.openllm.server.cli.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownStreamTest {

    private static final String SAMPLE = """
        # Title

        Some **bold**, *italic*, ~~old~~ and `code` text that is long enough to be wrapped at eighty columns, twice over.
        snake_case_name and 2 * 3 * 4 stay. \\*stars\\* too.
        日本語のテキストは空白なしで折り返されるべきであり端末の幅を超えてはならないことを確認するための文です。

        - one
        - two with a [link](https://example.com/) and enough words to reach the second line of an item in the list
          1. inner
        > quoted text

        ```java
        int x = 1; // one
        /* two
        three */ return "s";
        ```

        | Name | Meaning |
        |------|---------|
        | a | the first |
        | long | **x** |
        ---
        End\
        """;

    private static String render(String markdown, int chunk, int columns) {
        StringBuilder out = new StringBuilder();
        MarkdownStream stream = new MarkdownStream(out, () -> columns);
        for (int start = 0; start < markdown.length(); start += chunk) {
            stream.add(markdown.substring(start, Math.min(markdown.length(), start + chunk)));
        }
        stream.end();
        return out.toString();
    }

    private static String renderPlain(String markdown) {
        return render(markdown, 1000, 80).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 19})
    void theResultIsIndependentOfHowTheTextIsSplit(int chunk) {
        assertEquals(render(SAMPLE, SAMPLE.length(), 80), render(SAMPLE, chunk, 80));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80})
    void wideCharactersAlsoFitTheTerminal(int columns) {
        String text = render(SAMPLE, 5, columns).replaceAll("\u001b\\[[0-9;]*m", "");

        assertTrue(text.lines().allMatch(line -> TextWidth.of(line) <= columns), text);
    }

    @Test
    void nothingIsDrawnTwice() {
        assertTrue(render(SAMPLE, 1, 80).chars().noneMatch(c -> c == '\r' || c == '\b'));
        assertTrue(!render(SAMPLE, 1, 80).matches("(?s).*\u001b\\[[0-9;]*[^m0-9;].*"));
    }

    @Test
    void markupIsReplacedByStyles() {
        assertEquals("• a bold word\n", renderPlain("- a **bold** word\n"));
        assertEquals("│ quoted\n", renderPlain("> quoted\n"));
        assertEquals("docs (https://example.com/)\n", renderPlain("[docs](https://example.com/)\n"));
        assertEquals("a_b_c 2 * 3\n", renderPlain("a_b_c 2 * 3\n"));
        assertEquals("\u001b[0m\u001b[1mx\u001b[0m\n", render("**x**\n", 1, 80));
    }

    @Test
    void tablesAreAligned() {
        assertEquals("Name  Meaning\na     the first\nlong  x\n", renderPlain("""
            | Name | Meaning |
            |---|---|
            | a | the first |
            | long | `x` |
            """));
    }

    @Test
    void codeIsColoredWithoutChangingItsText() {
        String code = "int x = 1; // one\n/* two\nthree */ return \"s\";\n";

        assertEquals(code, renderPlain("```java\n" + code + "```\n"));
        assertTrue(render("```java\n" + code + "```\n", 1, 80).contains("\u001b[90m// one\u001b[0m"));
        assertTrue(render("```java\n" + code + "```\n", 1, 80).contains("\u001b[90m/* two\u001b[0m"));
    }

    @Test
    void textThatIsNotMarkdownIsUnchanged() {
        assertEquals("5 * 3 = 15, [x] and #tag\n", renderPlain("5 * 3 = 15, [x] and #tag\n"));
        assertEquals("| no table\n", renderPlain("| no table\n"));
    }

    @Test
    void theFirstCodeBlockIsFound() {
        assertEquals("a\n", CodeBlock.first("Text\n```sh\na\n```\n```\nb\n```").orElseThrow());
        assertEquals("```\n", CodeBlock.first("````\n```\n````").orElseThrow());
        assertTrue(CodeBlock.first("none `here`").isEmpty());
    }

    @Test
    void htmlIsConvertedToText() {
        assertEquals(
                "# T & U\n\n# Head\n\nOne\ntwo\n- a\n- b <c>",
                HtmlText.of("<html><head><title>T &amp; U</title><style>x{}</style></head><body><h1>Head</h1><!-- no"
                        + " --><p>One<br>two</p><script>alert(1)</script><ul><li>a</li><li>b"
                        + " &lt;c&#62;</li></ul></body></html>"));
    }
}
