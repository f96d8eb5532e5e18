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
        String bonds = "{%s\"bonds\": [{\"place\": \"p\", \"origin\": \"https://h\"}]}";
        Path file = userFolder.resolve("bonds.json");
        KeyHostBindings bindings = new KeyHostBindings(userFolder);
        Files.writeString(file, bonds.formatted("\"version\": 1, "));
        assertTrue(bindings.isApproved("p", "https://h"));

        Files.writeString(file, bonds.formatted("\"version\": 2, "));

        assertFalse(bindings.isApproved("p", "https://h"));
        assertThrows(OpenLlmException.class, () -> bindings.approve("q", "https://h"));
        assertEquals(bonds.formatted("\"version\": 2, "), Files.readString(file));
    }

    @Test
    void keyNamesAreNeitherUsedNorOverwritten() throws Exception {
        Path file = userFolder.resolve("key-names.json");
        String newer = "{\"version\": 2, \"names\": {\"openai\": [\"work\"]}}";
        Files.writeString(file, newer);
        KeyNames names = KeyNames.ofFolder(userFolder);

        assertEquals(List.of(), names.of("openai"));
        OpenLlmException refused = assertThrows(OpenLlmException.class, () -> names.add("openai", "home"));
        assertTrue(
                refused.info().hint().orElse("").contains("a newer version"),
                refused.info().toString());
        assertEquals(newer, Files.readString(file));
    }

    @Test
    void fieldsFromANewerVersionArePreserved() throws Exception {
        Path names = userFolder.resolve("key-names.json");
        Files.writeString(
                names, "{\"added\": 1, \"names\": {\"other\": [\"b\"], \"openai\": [\"work\"]}, \"more\": [true]}");
        KeyNames.ofFolder(userFolder).add("openai", "home");
        assertEquals(
                "{\"added\":1,\"names\":{\"other\":[\"b\"],\"openai\":[\"work\",\"home\"]},\"more\":[true]}",
                Files.readString(names));
        KeyNames.ofFolder(userFolder).remove("other", "b");
        assertEquals(
                "{\"added\":1,\"names\":{\"openai\":[\"work\",\"home\"]},\"more\":[true]}", Files.readString(names));

        Path entries = userFolder.resolve("keychain.json");
        Files.writeString(entries, "{\"added\": 1, \"entries\": [\"a\"], \"more\": [true]}");
        new KeychainIndex(userFolder).add("b");
        assertEquals("{\"added\":1,\"entries\":[\"a\",\"b\"],\"more\":[true]}", Files.readString(entries));
        new KeychainIndex(userFolder).remove("a");
        assertEquals("{\"added\":1,\"entries\":[\"b\"],\"more\":[true]}", Files.readString(entries));
    }

    @Test
    void theKeychainIsSearchedButItsListIsNotOverwritten() throws Exception {
        Path file = userFolder.resolve("keychain.json");
        String newer = "{\"version\": 2, \"entries\": []}";
        Files.writeString(file, newer);
        KeychainIndex index = new KeychainIndex(userFolder);

        assertTrue(index.mayContain("openai"));
        assertThrows(CannotRead.class, () -> index.add("openai"));
        assertEquals(newer, Files.readString(file));
    }
}
