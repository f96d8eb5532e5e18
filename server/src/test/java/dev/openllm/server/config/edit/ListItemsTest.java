package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for adding single items to lists in a YAML file and for removing them. */
class ListItemsTest {

    private static final String FILE = """
        # mine
        providers:
          # since May
          - name: openai
            exclude: ["*-preview", "*-audio"] # not for me
          - work # of the company
        network:
          no_proxy:
            - a.example.com # the first
            - b.example.com
        """;

    @TempDir
    Path temp;

    private ConfigFolder folder;
    private LiveConfig live;

    @BeforeEach
    void open() throws IOException {
        folder = new ConfigFolder(temp);
        folder.user(FILE);
        live = LiveConfig.of(folder.places());
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void addingAProviderPreservesTheOthersAndEveryComment() throws IOException {
        change(ConfigEdit.Items.ADD, "\"groq\"", "providers");

        assertEquals(FILE.replace("network:", "  - groq\nnetwork:"), read());
    }

    @Test
    void itemsOfStringListsAreAddedAndRemoved() throws IOException {
        change(ConfigEdit.Items.ADD, "[\"c.example.com\", \"a.example.com\"]", "network", "noProxy");
        change(ConfigEdit.Items.REMOVE, "\"b.example.com\"", "network", "no_proxy");
        change(ConfigEdit.Items.REMOVE, "\"*-audio\"", "providers", "openai", "exclude");

        assertEquals(FILE.replace("b.example.com", "c.example.com").replace(", \"*-audio\"", ""), read());
    }

    @Test
    void removingAProviderPreservesTheOthersAndTheirComments() throws IOException {
        change(ConfigEdit.Items.REMOVE, "\"work\"", "providers");

        assertEquals(FILE.replace("  - work # of the company\n", ""), read());
    }

    @Test
    void aMissingListIsCreated() throws IOException {
        change(ConfigEdit.Items.ADD, "\"gpt-5*\"", "providers", "openai", "include");

        assertTrue(read().contains("include:"), read());
        assertEquals(
                List.of("gpt-5*"),
                live.current().provider("openai").orElseThrow().models().include());
    }

    @Test
    void addingAnExistingItemChangesNothing() throws IOException {
        assertEquals(
                List.of(),
                change(ConfigEdit.Items.ADD, "\"openai\"", "providers").changes());
        assertEquals(FILE, read());
    }

    @Test
    void anExistingItemWithOtherValuesIsNotReplaced() throws IOException {
        String message = refusal(ConfigEdit.Items.ADD, "{\"name\": \"openai\", \"enabled\": false}", "providers");

        assertTrue(message.contains("'providers' already contains 'openai'"), message);
        assertEquals(FILE, read());
    }

    @Test
    void aMissingItemCannotBeRemoved() throws IOException {
        assertTrue(refusal(ConfigEdit.Items.REMOVE, "\"wrk\"", "providers").contains("does not contain 'wrk'"));
        assertEquals(FILE, read());
    }

    @Test
    void onlyListsHaveItems() throws IOException {
        assertTrue(refusal(ConfigEdit.Items.ADD, "\"a/b\"", "defaultModel").contains("is not a list"));
        assertTrue(refusal(ConfigEdit.Items.ADD, "\"x\"", "providers", "openai").contains("is not a list"));
        assertTrue(refusal(ConfigEdit.Items.ADD, "\"x\"", "providers", "openai", "headers", "X-A")
                .contains("is not a list"));
        assertEquals(FILE, read());
    }

    @Test
    void removingTheLastModelDoesNotOfferAllModels() throws IOException {
        change(ConfigEdit.Items.ADD, "{\"id\": \"small\", \"tools\": true}", "providers", "openai", "models");
        change(ConfigEdit.Items.REMOVE, "[\"small\", \"all\"]", "providers", "openai", "models");

        var models = live.current().provider("openai").orElseThrow().models();
        assertEquals(List.of(), models.named());
        assertEquals(false, models.all());
    }

    @Test
    void aBackupIsSavedOnRequest() throws IOException {
        ConfigEditResult result = change(ConfigEdit.Items.REMOVE, "\"work\"", "providers");

        assertEquals(FILE, Files.readString(Path.of(result.backup().orElseThrow())));
    }

    private ConfigEditResult change(ConfigEdit.Items items, String value, String... path) throws IOException {
        ConfigEdit edit = new ConfigEdit(Arrays.asList(path), Optional.of(json(value)), Optional.of(items));
        ConfigTarget target = new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty());
        ConfigEditor editor = new ConfigEditor(live, settings -> Optional.empty());
        return editor.edit(new ConfigEditParams(target, List.of(edit), false, Optional.empty(), true));
    }

    private String refusal(ConfigEdit.Items items, String value, String... path) {
        return assertThrows(OpenLlmException.class, () -> change(items, value, path))
                .getMessage();
    }

    private String read() throws IOException {
        return Files.readString(folder.userFile());
    }

    private static JsonNode json(String value) throws IOException {
        return Wire.JSON.readTree(value);
    }
}
