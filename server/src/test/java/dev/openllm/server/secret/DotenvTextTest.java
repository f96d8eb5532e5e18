package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How .env files are read and changed. */
class DotenvTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            KEY=abc              | abc
            export KEY = abc     | abc
            KEY=abc # note       | abc
            KEY=a#b              | a#b
            KEY='a # b'          | a # b
            KEY="a\\"b # c" # d  | a"b # c
            KEY='a\\nb'          | a\\nb
            KEY=1\\nKEY=2        | 2
            #KEY=no\\nKEY=yes    | yes
            KEY=abc\\r\\nB=c     | abc
            """)
    void reads(String text, String value) {
        String lines = text.replace("\\r\\n", "\r\n").replaceAll("\\\\n(?=KEY|B)", "\n");
        assertEquals(value, new DotenvText(lines).find("KEY").orElseThrow().value());
    }

    @Test
    void changesOneLineAndKeepsTheRest() {
        DotenvText before = new DotenvText("# mine\nA=1 # a\n\nKEY=old\nB='x'");

        assertEquals(
                "# mine\nA=1 # a\n\n# for https://h\nKEY=new\nB='x'", before.with("KEY", "new", "https://h").text());
        assertEquals("# mine\nA=1 # a\n\nB='x'", before.without("KEY").text());
        assertEquals(
                "# mine\nA=1 # a\n\nKEY=old\nB='x'\n# for https://h\nC=3\n", before.with("C", "3", "https://h").text());
    }

    @Test
    void leavesNoOldValueBehind() {
        assertEquals(
                "# for https://h\nKEY=new\n", new DotenvText("KEY=one\nKEY=two\n").with("KEY", "new", "https://h").text());
    }

    @Test
    void bindsAKeyToTheHostAboveIt() {
        DotenvText text = new DotenvText("").with("KEY", "v", "https://one").with("KEY", "v", "https://two");

        assertEquals("# for https://two\nKEY=v\n", text.text());
        assertEquals(Optional.of("https://two"), text.find("KEY").orElseThrow().origin());
        assertEquals("", text.without("KEY").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-abc_123", "a b", "it's", "a\"b", "a\\b", "a#b", "$HOME", "ümlaut", "a\nb", "'\"\\ # "})
    void whatIsWrittenIsReadAgain(String value) {
        assertEquals(value, new DotenvText("X=1\n").with("KEY", value, "https://h").find("KEY").orElseThrow().value());
    }
}
