package dev.openllm.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that the committed list of message templates, which translations are compared with, is up to date. To update
 * the list, run with {@code -Dopenllm.write}.
 */
class MessageTemplatesTest {

    private static final Path LIST = Path.of("../protocol/schema/messages.json");

    private static TemplatesInSources sources;

    @BeforeAll
    static void readSources() throws IOException {
        sources = TemplatesInSources.read(List.of(Path.of("src/main/java"), Path.of("../protocol/src/main/java")));
    }

    @Test
    void everyTemplateIsAConstantInItsCallAndUsesItsArguments() {
        assertEquals(List.of(), sources.mistakes());
    }

    @Test
    void theCommittedListMatchesTheSources() throws IOException {
        String text = "[\n"
                + String.join(
                        ",\n",
                        sources.templates().stream()
                                .map(template ->
                                        "  " + Wire.JSON.getNodeFactory().textNode(template))
                                .toList())
                + "\n]\n";
        if (System.getProperty("openllm.write") != null) {
            Files.writeString(LIST, text);
        }
        assertEquals(
                text,
                Files.readString(LIST),
                LIST + " is stale: run mvn -pl server -am test -Dtest=MessageTemplatesTest -Dopenllm.write"
                        + " -Dsurefire.failIfNoSpecifiedTests=false");
    }
}
