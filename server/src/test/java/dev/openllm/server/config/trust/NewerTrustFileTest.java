package dev.openllm.server.config.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.CannotRead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for a list of trusted folders that is shared with a newer version of this program. */
class NewerTrustFileTest {

    private static final TrustDecision OTHER_DECISION = new TrustDecision("/other", "f2", true, "2026-01-02T00:00:00Z");

    @TempDir
    Path userFolder;

    private TrustedFolders folders;

    @BeforeEach
    void open() {
        folders = new TrustedFolders(userFolder);
    }

    @Test
    void aNewerFormatTrustsNobodyAndIsNotWritten() throws Exception {
        String newerFormat =
                "{\"version\": 2, \"folders\": [{\"folder\": \"/a\", \"fingerprint\": \"f\", \"trusted\": true}]}";
        Files.writeString(folders.file(), newerFormat);

        CannotRead readException = assertThrows(CannotRead.class, folders::all);
        OpenLlmException writeException = assertThrows(OpenLlmException.class, () -> folders.remember(OTHER_DECISION));

        assertTrue(
                readException.getMessage().contains("a newer version of Open LLM Provider"),
                readException.getMessage());
        assertTrue(
                writeException.info().hint().orElse("").contains("a newer version of Open LLM Provider"),
                writeException.info().toString());
        assertEquals(newerFormat, Files.readString(folders.file()));
    }

    @Test
    void fieldsFromANewerVersionArePreserved() throws Exception {
        Files.writeString(
                folders.file(),
                "{\"note\": 1, \"folders\": [{\"folder\": \"/a\", \"fingerprint\": \"f\", \"trusted\": true,"
                        + " \"decided\": \"2026-01-01T00:00:00Z\", \"by\": \"me\"}]}");

        folders.remember(OTHER_DECISION);

        String text = Files.readString(folders.file());
        assertTrue(text.contains("\"by\"") && text.contains("\"note\""), text);
        assertEquals(
                List.of("/a", "/other"),
                folders.all().stream().map(TrustDecision::folder).toList());
    }
}
