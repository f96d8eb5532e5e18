package dev.openllm.server.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Tests that the settings in the manifest of the extension are up to date. To update them, run with {@code
 * -Dopenllm.write}.
 */
class VsCodeSettingsTest {

    private static final Path MANIFEST = Path.of("../vscode-client/package.json");
    private static final Path TEXTS = Path.of("../vscode-client/package.nls.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theCommittedManifestAndItsStringsMatchTheSchema() throws IOException {
        VsCodeManifest regenerated = readCommitted().regenerated();
        if (System.getProperty("openllm.write") != null) {
            Files.writeString(MANIFEST, format(regenerated.manifest()));
            Files.writeString(TEXTS, format(regenerated.texts()));
        }

        String hint = "stale: run 'mvn -pl server -am test -Dtest=VsCodeSettingsTest -Dopenllm.write'";
        assertEquals(format(regenerated.manifest()), Files.readString(MANIFEST), hint);
        assertEquals(format(regenerated.texts()), Files.readString(TEXTS), hint);
    }

    @Test
    void handwrittenPartsArePreserved() throws IOException {
        VsCodeManifest original = readCommitted();
        settings(original, 2).withObjectProperty("openLLM.chat.sendCommand").put("default", "send");
        original.texts().put("command.status", "How It Is");

        VsCodeManifest regenerated = original.regenerated();

        assertEquals(
                "send",
                settings(regenerated, 2).at("/openLLM.chat.sendCommand/default").asText());
        assertTrue(settings(regenerated, 0)
                .at("/openLLM.providers/items/defaultSnippets")
                .isArray());
        assertEquals("How It Is", regenerated.texts().path("command.status").asText());
    }

    @Test
    void differencesFromTheSchemaAreReplaced() throws IOException {
        VsCodeManifest original = readCommitted();
        settings(original, 3).withObjectProperty("openLLM.policies.retries").put("default", 7);
        settings(original, 3).putObject("openLLM.policies.ofAnOlderVersion").put("type", "string");
        original.texts()
                .put("openLLM.policies.retries", "Another text")
                .put("openLLM.policies.ofAnOlderVersion", "Old");
        ((ObjectNode) original.manifest().at("/capabilities/untrustedWorkspaces")).putArray("restrictedConfigurations");

        VsCodeManifest regenerated = original.regenerated();

        assertEquals(format(readCommitted().manifest()), format(regenerated.manifest()));
        assertEquals(format(readCommitted().texts()), format(regenerated.texts()));
    }

    private static ObjectNode settings(VsCodeManifest manifest, int category) {
        return (ObjectNode) manifest.manifest().at("/contributes/configuration/" + category + "/properties");
    }

    private static VsCodeManifest readCommitted() throws IOException {
        return new VsCodeManifest((ObjectNode) JSON.readTree(Files.readString(MANIFEST)), (ObjectNode)
                JSON.readTree(Files.readString(TEXTS)));
    }

    /** Formats JSON as {@code JSON.stringify(value, null, 2)} and npm do. */
    private static String format(ObjectNode json) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(json) + "\n";
    }
}
