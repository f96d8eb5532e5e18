package dev.openllm.server.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which part of a response is inserted. In each document, the vertical bar marks the cursor. */
class AcceptedTextTest {

    private final List<String> delivered = new ArrayList<>();

    @Test
    void aBlockIsAcceptedLineByLine() {
        AcceptedText text = acceptedText("int sum(int a, int b) {|\n\nint next;", false);

        assertTrue(text.add("\n    int c"));
        assertTrue(text.add(" = a + b;\n    return"));
        assertTrue(text.add(" c;\n}"));

        assertEquals("\n    int c = a + b;\n    return c;\n}", text.end(false));
        assertEquals(List.of("\n    int c = a + b;", "\n    return c;"), delivered);
    }

    @Test
    void deliveredTextIsThePrefixOfTheFinalText() {
        AcceptedText text = acceptedText("{|", false);

        text.add("\n\n  a();\n\n\n\n  b();");

        assertEquals(text.end(false), String.join("", delivered));
    }

    @Test
    void aSmallerIndentationEndsTheText() {
        AcceptedText text = acceptedText("class A {\n    void f() {\n        |\n", false);

        assertFalse(text.add("g();\n        h();\n    }\n\n    void i() {}\n"));

        assertEquals("g();\n        h();", text.end(false));
    }

    @Test
    void theTextEndsBeforeTheNextLineOfTheDocument() {
        AcceptedText text = acceptedText("a = 1\n|\n\nc = other(value)\n", false);

        assertFalse(text.add("b = 2\nc = other(value)\nd = 4\n"));

        assertEquals("b = 2", text.end(false));
    }

    @Test
    void linesThatDifferOnlyInSpacesAreEqual() {
        AcceptedText text = acceptedText("|\nfoo( a, 'b' );\n", false);

        assertFalse(text.add("bar();\nfoo(a, \"b\")\n"));

        assertEquals("bar();", text.end(false));
    }

    @Test
    void aClosingBracketOfAnotherBlockIsNotTheNextLine() {
        AcceptedText text = acceptedText("{\n    if (a) {|\n}\n", false);

        assertFalse(text.add("\n        b();\n    }\n}\n"));

        assertEquals("\n        b();\n    }", text.end(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"total = a + b\n", "\n", "   \n  ", ""})
    void existingOrBlankTextIsNotSuggested(String response) {
        AcceptedText text = acceptedText("total = a + b\n|\n", false);

        text.add(response);

        assertEquals("", text.end(false));
    }

    @Test
    void theNextLineIsNotSuggested() {
        AcceptedText text = acceptedText("x\n|\nreturn total;\n", false);

        assertFalse(text.add("return total;\n"));

        assertEquals("", text.end(false));
        assertEquals(List.of(), delivered);
    }

    @Test
    void twoBlankLinesEndTheText() {
        AcceptedText text = acceptedText("a()\n|", false);

        assertFalse(text.add("b()\n\n\nc()\n"));

        assertEquals("b()", text.end(false));
    }

    @Test
    void theThirdRepetitionEndsTheText() {
        AcceptedText repeatedLine = acceptedText("|", false);
        assertFalse(repeatedLine.add("start()\nagain()\nagain()\nagain()\nagain()\n"));
        assertEquals("start()\nagain()", repeatedLine.end(false));

        AcceptedText repeatedPair = acceptedText("|", false);
        assertFalse(repeatedPair.add("one()\ntwo()\none()\ntwo()\none()\ntwo()\nmore()\n"));
        assertEquals("one()\ntwo()", repeatedPair.end(false));
    }

    @Test
    void twoEqualLinesAreNotARepetition() {
        AcceptedText text = acceptedText("|", false);

        assertTrue(text.add("push(0)\npush(0)\npop()\n"));

        assertEquals("push(0)\npush(0)\npop()", text.end(false));
    }

    @Test
    void aCodeFenceEndsTheTextExceptInMarkdown() {
        AcceptedText code = acceptedText("|", false);
        assertFalse(code.add("a()\n```\nThis calls a.\n"));
        assertEquals("a()", code.end(false));

        AcceptedText markdown = new AcceptedText(
                Surroundings.of("Example:\n\n", "", Optional.of("markdown"), Optional.empty()),
                false,
                false,
                false,
                List.of(),
                delivered::add);
        assertTrue(markdown.add("```\na()\n```\n"));
        assertEquals("```\na()\n```", markdown.end(false));
    }

    @Test
    void aStopSequenceIsNotPartOfTheText() {
        AcceptedText text = acceptedText("|", false);

        assertTrue(text.add("a()<|end"));
        assertFalse(text.add("oftext|>b()\n"));

        assertEquals("a()", text.end(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "foo(|);a, b);a, b",
                "foo(|);f(x);f(x)",
                "foo(|);f(x));f(x)",
                "\"say(\"\"|\"\")\";\"hello\"\")\";hello",
                "if (|) {;a > b) {;a > b",
                "x = |[0];values[0];values",
                "foo(|);a;a"
            })
    void insideALineTheRemainderOfTheLineIsRemoved(String document, String response, String expected) {
        AcceptedText text = acceptedText(document, false);

        text.add(response);

        assertEquals(expected, text.end(false));
    }

    @Test
    void insideALineOnlyThisLineIsCompleted() {
        AcceptedText text = acceptedText("foo(|)\n", false);

        assertFalse(text.add("a,\n    b)"));

        assertEquals("a,", text.end(false));
    }

    @Test
    void aSingleLineEndsWithItsFirstNewline() {
        AcceptedText text = acceptedText("// the |\n", true);

        assertFalse(text.add("sum of both\n// and more"));

        assertEquals("sum of both", text.end(false));
        assertEquals(List.of(), delivered);
    }

    @Test
    void aLineThatWasCutOffIsDroppedAfterACompleteOne() {
        AcceptedText text = acceptedText("|", false);
        text.add("a()\nb(");
        assertEquals("a()", text.end(true));

        AcceptedText singleLine = acceptedText("|", false);
        singleLine.add("a(");
        assertEquals("a(", singleLine.end(true));
    }

    @Test
    void theLeadingSpaceFromCodestralIsDropped() {
        AcceptedText text = new AcceptedText(surroundings("x = |\n"), false, false, true, List.of(), delivered::add);

        text.add(" 1");

        assertEquals("1", text.end(false));
    }

    @Test
    void aChatResponseCanBeFencedAndRepeatTheLine() {
        AcceptedText fenced = acceptedChatText("def f():\n    return |\n");
        assertFalse(fenced.add("```python\n    return 1\n```\nThis returns 1.\n"));
        assertEquals("1", fenced.end(false));

        AcceptedText indented = acceptedChatText("def f():\n    |\n");
        indented.add("    return 1");
        assertEquals("return 1", indented.end(false));

        AcceptedText repeatedContext = acceptedChatText("first = 1\nsecond = |\n");
        repeatedContext.add("first = 1\nsecond = 2");
        assertEquals("2", repeatedContext.end(false));
    }

    @Test
    void aChatModelWithNothingToAddSuggestsNothing() {
        AcceptedText text = acceptedChatText("a|\n");

        assertFalse(text.add("<|nothing|>"));

        assertEquals("", text.end(false));
    }

    @Test
    void windowsLineEndingsAreRecognized() {
        AcceptedText text = acceptedText("{|", false);

        text.add("\r\n  a();\r\n  b();");

        assertEquals("\n  a();\n  b();", text.end(false));
    }

    private AcceptedText acceptedText(String document, boolean singleLine) {
        return new AcceptedText(
                surroundings(document), singleLine, false, false, List.of("<|endoftext|>"), delivered::add);
    }

    private AcceptedText acceptedChatText(String document) {
        return new AcceptedText(surroundings(document), false, true, false, ChatFallback.STOPS, delivered::add);
    }

    private static Surroundings surroundings(String document) {
        int cursor = document.indexOf('|');
        return Surroundings.of(
                document.substring(0, cursor), document.substring(cursor + 1), Optional.empty(), Optional.empty());
    }
}
