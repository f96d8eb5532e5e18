package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.CannotRead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for files about API keys in a format that only a newer version of this program can read. */
class NewerSecretFilesTest {

    @TempDir
    Path userFolder;

    @Test
    void noKeyIsSentToAnotherHost() throws Exception {
        String bindingsJson = "{%s\"bonds\": [{\"place\": \"p\", \"origin\": \"https://h\"}]}";
        Path file = userFolder.resolve("bonds.json");
        KeyHostBindings bindings = new KeyHostBindings(userFolder);
        Files.writeString(file, bindingsJson.formatted("\"version\": 1, "));
        assertTrue(bindings.isApproved("p", "https://h"));

        Files.writeString(file, bindingsJson.formatted("\"version\": 2, "));

        assertFalse(bindings.isApproved("p", "https://h"));
        assertThrows(OpenLlmException.class, () -> bindings.approve("q", "https://h"));
        assertEquals(bindingsJson.formatted("\"version\": 2, "), Files.readString(file));
    }

    @Test
    void keyNamesAreNeitherUsedNorOverwritten() throws Exception {
        Path file = userFolder.resolve("key-names.json");
        String newerFormat = "{\"version\": 2, \"names\": {\"openai\": [\"work\"]}}";
        Files.writeString(file, newerFormat);
        KeyNames names = KeyNames.ofFolder(userFolder);

        assertEquals(List.of(), names.of("openai"));
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> names.add("openai", "home"));
        assertTrue(
                exception.info().hint().orElse("").contains("a newer version"),
                exception.info().toString());
        assertEquals(newerFormat, Files.readString(file));
    }

    @Test
    void fieldsFromANewerVersionArePreserved() throws Exception {
        Path namesFile = userFolder.resolve("key-names.json");
        Files.writeString(
                namesFile, "{\"added\": 1, \"names\": {\"other\": [\"b\"], \"openai\": [\"work\"]}, \"more\": [true]}");
        KeyNames.ofFolder(userFolder).add("openai", "home");
        assertEquals(
                "{\"added\":1,\"names\":{\"other\":[\"b\"],\"openai\":[\"work\",\"home\"]},\"more\":[true]}",
                Files.readString(namesFile));
        KeyNames.ofFolder(userFolder).remove("other", "b");
        assertEquals(
                "{\"added\":1,\"names\":{\"openai\":[\"work\",\"home\"]},\"more\":[true]}",
                Files.readString(namesFile));

        Path entriesFile = userFolder.resolve("keychain.json");
        Files.writeString(entriesFile, "{\"added\": 1, \"entries\": [\"a\"], \"more\": [true]}");
        new KeychainIndex(userFolder).add("b");
        assertEquals("{\"added\":1,\"entries\":[\"a\",\"b\"],\"more\":[true]}", Files.readString(entriesFile));
        new KeychainIndex(userFolder).remove("a");
        assertEquals("{\"added\":1,\"entries\":[\"b\"],\"more\":[true]}", Files.readString(entriesFile));
    }

    @Test
    void theKeychainIsSearchedButItsListIsNotOverwritten() throws Exception {
        Path file = userFolder.resolve("keychain.json");
        String newerFormat = "{\"version\": 2, \"entries\": []}";
        Files.writeString(file, newerFormat);
        KeychainIndex index = new KeychainIndex(userFolder);

        assertTrue(index.mayContain("openai"));
        assertThrows(CannotRead.class, () -> index.add("openai"));
        assertEquals(newerFormat, Files.readString(file));
    }
}
