package dev.openllm.server.cli.conversation;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.LineFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Stores the conversations of a user, each in its own file. */
public final class StoredConversations {

    /**
     * The maximum number of stored conversations. If there are more, the least recently continued conversations are
     * deleted.
     */
    public static final int MAX_CONVERSATIONS = 1000;

    /** The maximum total size of the stored conversations: 256 MiB. */
    public static final long MAX_TOTAL_BYTES = 256L << 20;

    /** The name of the file in the user's configuration folder that contains the lines entered in interactive chats. */
    public static final String INPUT_HISTORY_FILE = "chat-history.jsonl";

    private static final String SUFFIX = ".jsonl";
    private static final Pattern ID_PATTERN = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path folder;
    private final InterProcessLocks locks;
    private final int maxConversations;
    private final long maxTotalBytes;

    /** @param userFolder the user's configuration folder, which contains all stored data */
    public StoredConversations(Path userFolder) {
        this(userFolder, MAX_CONVERSATIONS, MAX_TOTAL_BYTES);
    }

    StoredConversations(Path userFolder, int maxConversations, long maxTotalBytes) {
        this.folder = userFolder.resolve("conversations");
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
        this.maxConversations = maxConversations;
        this.maxTotalBytes = maxTotalBytes;
    }

    /**
     * The file that contains a conversation.
     *
     * @param modified the modification time of the file
     * @param bytes the size of the file, in bytes
     */
    record Stored(String id, Path file, Instant modified, long bytes) {}

    /** Returns an ID for a new conversation. The IDs sort in chronological order. */
    public static String newId(Instant now) {
        return TIME_FORMAT.format(now.atOffset(ZoneOffset.UTC))
                + String.format(
                        Locale.ROOT, "-%04x", ThreadLocalRandom.current().nextInt(1 << 16));
    }

    /**
     * Appends an exchange to a conversation. The first exchange creates the conversation.
     *
     * @return {@code true} if the exchange was appended; {@code false} if the conversation would exceed its maximum
     *     size
     */
    public boolean append(String id, Exchange exchange) throws IOException {
        boolean appended =
                new LineFile(file(id), locks, BoundedFile.MAX_STATE_BYTES).append(StoredConversation.toBytes(exchange));
        deleteOldest(id);
        return appended;
    }

    /** Returns the IDs of the conversations, most recently continued first. */
    public List<String> newestFirst() {
        return list().stream().map(Stored::id).toList();
    }

    /** Reads a conversation. @throws OpenLlmException if the conversation cannot be read */
    public StoredConversation read(String id) {
        try {
            return StoredConversation.of(id, new LineFile(file(id), locks, BoundedFile.MAX_STATE_BYTES).lines());
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The conversation " + file(id) + " cannot be read: " + CannotRead.reason(unreadable) + ".",
                    "Delete it with `open-llm log delete " + id + "`, or move the file to another folder.");
        }
    }

    /**
     * Returns the ID of the conversation with the given ID or unique ID prefix.
     *
     * @throws OpenLlmException if no stored conversation matches or several match
     */
    public String find(String prefix) {
        List<String> matching =
                newestFirst().stream().filter(id -> id.startsWith(prefix)).toList();
        if (matching.size() == 1 && !prefix.isBlank()) {
            return matching.getFirst();
        }
        throw new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                matching.isEmpty() || prefix.isBlank()
                        ? "No stored conversation has this ID."
                        : "Several stored conversations have IDs with this prefix.",
                "Run `open-llm log` to list the IDs.");
    }

    /** Returns the ID of the most recently continued conversation. */
    public Optional<String> last() {
        return newestFirst().stream().findFirst();
    }

    /** Deletes a stored conversation. */
    public void delete(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException undeletable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, "The conversation " + file(id) + " cannot be deleted.", "Check its permissions.");
        }
    }

    /** Deletes the history of the lines that the user entered in interactive chats. */
    public void deleteInputHistory() {
        try {
            Files.deleteIfExists(folder.resolveSibling(INPUT_HISTORY_FILE));
        } catch (IOException undeletable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The file " + folder.resolveSibling(INPUT_HISTORY_FILE) + " cannot be deleted.",
                    "Check its permissions.");
        }
    }

    Path file(String id) {
        if (!ID_PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException("not a conversation ID");
        }
        return folder.resolve(id + SUFFIX);
    }

    List<Stored> list() {
        List<Stored> conversations = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return conversations;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                add(file, conversations);
            }
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, "The folder " + folder + " cannot be read.", "Check its permissions.");
        }
        conversations.sort(
                Comparator.comparing(Stored::modified).thenComparing(Stored::id).reversed());
        return conversations;
    }

    private static void add(Path file, List<Stored> conversations) throws IOException {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        if (!ID_PATTERN.matcher(id).matches()) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            conversations.add(new Stored(id, file, attributes.lastModifiedTime().toInstant(), attributes.size()));
        } catch (NoSuchFileException deleted) {
            // Another process deleted the conversation to free space.
        }
    }

    private void deleteOldest(String excludedId) throws IOException {
        List<Stored> all = list();
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += all.get(i).bytes();
            if ((i >= maxConversations || bytes > maxTotalBytes)
                    && !all.get(i).id().equals(excludedId)) {
                Files.deleteIfExists(all.get(i).file());
            }
        }
    }
}
