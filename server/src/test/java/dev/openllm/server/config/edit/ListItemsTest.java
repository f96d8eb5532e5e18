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

    private static final String FILE_TEXT = """
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
        folder.user(FILE_TEXT);
        live = LiveConfig.of(folder.locations());
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void addingAProviderPreservesTheOthersAndEveryComment() throws IOException {
        editItems(ConfigEdit.Items.ADD, "\"groq\"", "providers");

        assertEquals(FILE_TEXT.replace("network:", "  - groq\nnetwork:"), readFile());
    }

    @Test
    void itemsOfStringListsAreAddedAndRemoved() throws IOException {
        editItems(ConfigEdit.Items.ADD, "[\"c.example.com\", \"a.example.com\"]", "network", "noProxy");
        editItems(ConfigEdit.Items.REMOVE, "\"b.example.com\"", "network", "no_proxy");
        editItems(ConfigEdit.Items.REMOVE, "\"*-audio\"", "providers", "openai", "exclude");

        assertEquals(FILE_TEXT.replace("b.example.com", "c.example.com").replace(", \"*-audio\"", ""), readFile());
    }

    @Test
    void removingAProviderPreservesTheOthersAndTheirComments() throws IOException {
        editItems(ConfigEdit.Items.REMOVE, "\"work\"", "providers");

        assertEquals(FILE_TEXT.replace("  - work # of the company\n", ""), readFile());
    }

    @Test
    void aMissingListIsCreated() throws IOException {
        editItems(ConfigEdit.Items.ADD, "\"gpt-5*\"", "providers", "openai", "include");

        assertTrue(readFile().contains("include:"), readFile());
        assertEquals(
                List.of("gpt-5*"),
                live.current().provider("openai").orElseThrow().models().include());
    }

    @Test
    void addingAnExistingItemChangesNothing() throws IOException {
        assertEquals(
                List.of(),
                editItems(ConfigEdit.Items.ADD, "\"openai\"", "providers").changes());
        assertEquals(FILE_TEXT, readFile());
    }

    @Test
    void anExistingItemWithOtherValuesIsNotReplaced() throws IOException {
        String message =
                refusalMessage(ConfigEdit.Items.ADD, "{\"name\": \"openai\", \"enabled\": false}", "providers");

        assertTrue(message.contains("'providers' already contains 'openai'"), message);
        assertEquals(FILE_TEXT, readFile());
    }

    @Test
    void aMissingItemCannotBeRemoved() throws IOException {
        assertTrue(
                refusalMessage(ConfigEdit.Items.REMOVE, "\"wrk\"", "providers").contains("does not contain 'wrk'"));
        assertEquals(FILE_TEXT, readFile());
    }

    @Test
    void onlyListsHaveItems() throws IOException {
        assertTrue(
                refusalMessage(ConfigEdit.Items.ADD, "\"a/b\"", "defaultModel").contains("is not a list"));
        assertTrue(refusalMessage(ConfigEdit.Items.ADD, "\"x\"", "providers", "openai")
                .contains("is not a list"));
        assertTrue(refusalMessage(ConfigEdit.Items.ADD, "\"x\"", "providers", "openai", "headers", "X-A")
                .contains("is not a list"));
        assertEquals(FILE_TEXT, readFile());
    }

    @Test
    void removingTheLastModelDoesNotOfferAllModels() throws IOException {
        editItems(ConfigEdit.Items.ADD, "{\"id\": \"small\", \"tools\": true}", "providers", "openai", "models");
        editItems(ConfigEdit.Items.REMOVE, "[\"small\", \"all\"]", "providers", "openai", "models");

        var models = live.current().provider("openai").orElseThrow().models();
        assertEquals(List.of(), models.named());
        assertEquals(false, models.all());
    }

    @Test
    void aBackupIsSavedOnRequest() throws IOException {
        ConfigEditResult result = editItems(ConfigEdit.Items.REMOVE, "\"work\"", "providers");

        assertEquals(FILE_TEXT, Files.readString(Path.of(result.backup().orElseThrow())));
    }

    private ConfigEditResult editItems(ConfigEdit.Items items, String value, String... path) throws IOException {
        ConfigEdit edit = new ConfigEdit(Arrays.asList(path), Optional.of(json(value)), Optional.of(items));
        ConfigTarget target = new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty());
        ConfigEditor editor = new ConfigEditor(live, settings -> Optional.empty());
        return editor.edit(new ConfigEditParams(target, List.of(edit), false, Optional.empty(), true));
    }

    private String refusalMessage(ConfigEdit.Items items, String value, String... path) {
        return assertThrows(OpenLlmException.class, () -> editItems(items, value, path))
                .getMessage();
    }

    private String readFile() throws IOException {
        return Files.readString(folder.userFile());
    }

    private static JsonNode json(String value) throws IOException {
        return Wire.JSON.readTree(value);
    }
}
