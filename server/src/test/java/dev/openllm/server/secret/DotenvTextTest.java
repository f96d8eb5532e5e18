package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how {@code .env} files are read and changed. */
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
    void aValueIsReadFromTheFile(String text, String value) {
        String fileText = text.replace("\\r\\n", "\r\n").replaceAll("\\\\n(?=KEY|B)", "\n");
        assertEquals(value, new DotenvText(fileText).find("KEY").orElseThrow().value());
    }

    @Test
    void onlyTheLineOfTheValueChanges() {
        DotenvText original = new DotenvText("# mine\nA=1 # a\n\nKEY=old\nB='x'");

        assertEquals(
                "# mine\nA=1 # a\n\n# for https://h\nKEY=new\nB='x'",
                original.with("KEY", "new", "https://h").text());
        assertEquals("# mine\nA=1 # a\n\nB='x'", original.without("KEY").text());
        assertEquals(
                "# mine\nA=1 # a\n\nKEY=old\nB='x'\n# for https://h\nC=3\n",
                original.with("C", "3", "https://h").text());
    }

    @Test
    void theTextAroundAValueIsPreserved() {
        assertEquals(
                "# for https://h\n  export KEY = new   # of the team\n",
                new DotenvText("  export KEY = \"old\"   # of the team\n")
                        .with("KEY", "new", "https://h")
                        .text());
        assertEquals(
                "# for https://h\nKEY=new #note\n",
                new DotenvText("KEY='old'#note\n")
                        .with("KEY", "new", "https://h")
                        .text());
    }

    @Test
    void aQuotedValueCanSpanSeveralLines() {
        DotenvText text =
                new DotenvText("CERT=\"-----BEGIN\nKEY=inside \\\" still\n-----END\" # c\nB='x\ny'\nKEY=real\n");

        assertEquals("real", text.find("KEY").orElseThrow().value());
        assertEquals("x\ny", text.find("B").orElseThrow().value());
        assertEquals(
                "CERT=\"-----BEGIN\nKEY=inside \\\" still\n-----END\" # c\nKEY=real\n",
                text.without("B").text());
        assertEquals(
                "# for https://h\nCERT=new # c\nB='x\ny'\nKEY=real\n",
                text.with("CERT", "new", "https://h").text());
    }

    @Test
    void anUnterminatedQuoteIsPartOfItsLine() {
        DotenvText text = new DotenvText("A='open\nKEY=real\n");

        assertEquals("real", text.find("KEY").orElseThrow().value());
        assertEquals("'open", text.find("A").orElseThrow().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
    void theEncodingIsPreserved(String charset) {
        String byteOrderMark = charset.startsWith("UTF") ? "\uFEFF" : "";
        byte[] bytes = (byteOrderMark + "KEY=old\n# Schlüssel\n").getBytes(Charset.forName(charset));
        DotenvText text = DotenvText.of(bytes);

        assertEquals("old", text.find("KEY").orElseThrow().value());
        assertEquals(
                byteOrderMark + "# for https://h\nKEY=new\n# Schlüssel\n",
                new String(text.with("KEY", "new", "https://h").toBytes(), Charset.forName(charset)));
    }

    @Test
    void theOldValueIsRemoved() {
        assertEquals(
                "# for https://h\nKEY=new\n",
                new DotenvText("# for https://g\nKEY=one\nKEY=two\n")
                        .with("KEY", "new", "https://h")
                        .text());
        assertEquals(
                "# for https://h\nKEY=new\n",
                new DotenvText("KEY=one\nKEY=two\n")
                        .with("KEY", "new", "https://h")
                        .text());
    }

    @Test
    void aKeyIsBoundToTheHostAboveIt() {
        DotenvText text = new DotenvText("").with("KEY", "v", "https://one").with("KEY", "v", "https://two");

        assertEquals("# for https://two\nKEY=v\n", text.text());
        assertEquals(Optional.of("https://two"), text.find("KEY").orElseThrow().origin());
        assertEquals("", text.without("KEY").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-abc_123", "a b", "it's", "a\"b", "a\\b", "a#b", "$HOME", "ümlaut", "a\nb", "'\"\\ # "})
    void writtenValuesAreReadAgain(String value) {
        assertEquals(
                value,
                new DotenvText("X=1\n")
                        .with("KEY", value, "https://h")
                        .find("KEY")
                        .orElseThrow()
                        .value());
    }
}
