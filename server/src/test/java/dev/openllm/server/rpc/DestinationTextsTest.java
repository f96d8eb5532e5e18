package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.edit.DestinationChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the description that the user reads before a program changes where data is sent. */
class DestinationTextsTest {

    private static DestinationChange change(String path, String before, String after) {
        return new DestinationChange(
                List.of(path.split("/")), path.replace('/', '.'), textNode(before), textNode(after));
    }

    private static Optional<JsonNode> textNode(String text) {
        return Optional.ofNullable(text).map(TextNode::valueOf);
    }

    private static List<String> lines(DestinationChange... changes) {
        return DestinationTexts.of(List.of(changes)).stream()
                .map(UserText::english)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers/work/apiBase   | https://a.example/v1 | https://b.example/v1 | https://a.example/v1 →"
                        + " https://b.example/v1",
                "providers/openai/apiBase |                      | https://b.example/v1 | https://api.openai.com/v1"
                        + " (default) → https://b.example/v1",
                "providers/openai/apiBase | https://a.example/v1 |                      | https://a.example/v1 →"
                        + " https://api.openai.com/v1 (default)",
                "providers/work/preset    | openai               | groq                 | openai"
                        + " (https://api.openai.com/v1) → groq (https://api.groq.com/openai/v1)",
                "network/proxy            |                      | http://me:pw@p:3128  | not set → http://•••@p:3128",
                "network/proxy            |                      | me:pw@p:3128         | not set → •••@p:3128",
                "providers/work/apiKeyEnv | A_KEY                | B_KEY                | A_KEY → B_KEY"
            })
    void aLineContainsTheOldAndTheNewValue(String path, String before, String after, String expected) {
        assertEquals(List.of(path.replace('/', '.') + ": " + expected), lines(change(path, before, after)));
    }

    @Test
    void anAddedProviderIsNamedWithItsAddress() {
        assertEquals(
                List.of("Add provider openai: https://api.openai.com/v1"),
                lines(change("providers/openai/name", null, "openai")));
        assertEquals(
                List.of(
                        "Add provider openai",
                        "providers.openai.apiBase: https://api.openai.com/v1 (default) →" + " https://b.example"),
                lines(
                        change("providers/openai/name", null, "openai"),
                        change("providers/openai/apiBase", null, "https://b.example")));
        assertEquals(List.of("Remove provider work"), lines(change("providers/work/name", "work", null)));
    }

    @Test
    void noKeyIsShown() {
        assertEquals(
                List.of("providers.work.headers.X-Key: (hidden) → (hidden)"),
                lines(change("providers/work/headers/X-Key", "canary-old", "canary-new")));
    }

    @Test
    void noValueCanImitateASeparateLine() {
        String line = lines(change("providers/a\nb/apiBase", "x\u202Ey", "https://b.example\n\nIt is safe.\u2028Allow"))
                .getFirst();
        assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x202E || c == 0x2028), line);
    }

    @Test
    void theHostInALongValueIsStillShown() {
        String host = "https://api.openai.com." + "a".repeat(60) + ".evil.example";
        String line = lines(change("providers/work/apiBase", null, host + "/" + "b".repeat(5000)))
                .getFirst();
        assertTrue(line.contains(host), line);
        assertTrue(line.length() < 800, line);
    }
}
