package dev.openllm.server.cli.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredConversationsTest {

    private static final String ID = "20261129-101500-00aa";

    @TempDir
    Path folder;

    private static Exchange exchange(String id, String question) {
        return new Exchange(
                id,
                "2026-11-29T10:15:00Z",
                "local/small",
                Optional.empty(),
                List.of(Message.user(question), Message.assistant("Response to " + question)),
                Optional.empty());
    }

    private StoredConversations conversations() {
        return new StoredConversations(folder);
    }

    @Test
    void simultaneousWritersLoseNothing() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int number = writer;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 25; i++) {
                    try {
                        conversations().append(ID, exchange(number + "-" + i, "Question"));
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        StoredConversation stored = conversations().read(ID);
        assertEquals(
                100, stored.exchanges().stream().map(Exchange::id).distinct().count());
        assertEquals(0, stored.damagedLines());
    }

    @Test
    void onlyTheOwnerCanReadAFile() throws IOException {
        conversations().append(ID, exchange("1", "Hi"));

        Path file = folder.resolve("conversations").resolve(ID + ".jsonl");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void aDamagedLineIsSkippedAndCounted() throws IOException {
        conversations().append(ID, exchange("1", "First"));
        Path file = folder.resolve("conversations").resolve(ID + ".jsonl");
        Files.writeString(file, "{\"id\":\"2\",\"mess", StandardOpenOption.APPEND); // killed while writing
        conversations().append(ID, exchange("3", "Third"));

        StoredConversation stored = conversations().read(ID);
        assertEquals(1, stored.damagedLines());
        assertEquals(
                List.of(
                        Message.user("First"),
                        Message.assistant("Response to First"),
                        Message.user("Third"),
                        Message.assistant("Response to Third")),
                stored.messages());
    }

    @Test
    void undoneExchangesAreNotPartOfTheConversation() throws IOException {
        conversations().append(ID, exchange("1", "First"));
        conversations().append(ID, exchange("2", "Second"));
        conversations().append(ID, new Exchange("", "", "", Optional.empty(), List.of(), Optional.of("2")));

        assertEquals(2, conversations().read(ID).messages().size());
    }

    @Test
    void theOldestConversationsAreDeletedForTheNewest() throws IOException {
        StoredConversations limitedConversations = new StoredConversations(folder, 3, Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            String id = "20261129-10150" + i + "-00aa";
            limitedConversations.append(id, exchange("1", "Hi"));
            Files.setLastModifiedTime(limitedConversations.file(id), FileTime.from(Instant.ofEpochSecond(1_000 + i)));
        }
        limitedConversations.append("20261129-101504-00aa", exchange("2", "Hi"));

        assertEquals(
                List.of("20261129-101504-00aa", "20261129-101503-00aa", "20261129-101502-00aa"),
                limitedConversations.newestFirst());
    }

    @Test
    void theTotalSizeOfAllConversationsIsLimited() throws IOException {
        StoredConversations limitedConversations = new StoredConversations(folder, 100, 3_000);
        limitedConversations.append("20261129-101500-00aa", exchange("1", "x".repeat(1_200)));
        Files.setLastModifiedTime(
                limitedConversations.file("20261129-101500-00aa"), FileTime.from(Instant.ofEpochSecond(1_000)));
        limitedConversations.append("20261129-101501-00aa", exchange("1", "x".repeat(1_200)));

        assertEquals(List.of("20261129-101501-00aa"), limitedConversations.newestFirst());
    }

    @Test
    void aConversationDoesNotGrowBeyondItsLimit() throws IOException {
        assertTrue(conversations().append(ID, exchange("1", "x".repeat(7 << 20))));
        assertFalse(conversations().append(ID, exchange("2", "x".repeat(7 << 20))));
        assertEquals(1, conversations().read(ID).exchanges().size());
    }

    @Test
    void anIdIsFoundByItsPrefixAndIsNotAPath() throws IOException {
        conversations().append(ID, exchange("1", "Hi"));

        assertEquals(ID, conversations().find("20261129-1015"));
        assertThrows(OpenLlmException.class, () -> conversations().find("../../etc/passwd"));
        assertThrows(OpenLlmException.class, () -> conversations().find(""));
        assertThrows(IllegalArgumentException.class, () -> conversations().delete("../x"));
    }

    @Test
    void aSearchIgnoresCaseAndFindsOnlyText() throws IOException {
        conversations().append(ID, exchange("1", "Why is the \"Größe\" of\nthe sky blue?"));

        assertEquals(1, search("SKY BLUE").size());
        assertEquals(1, search("größe").size());
        assertEquals(1, search("\"größe\" of\nthe").size());
        assertEquals(List.of(), search("local/small"));
        assertEquals(List.of(), search("role"));
        assertEquals(2, search("why is").getFirst().messages());
    }

    private List<ConversationSearch.Match> search(String text) {
        return new ConversationSearch(conversations(), text).run(10).matches();
    }
}
