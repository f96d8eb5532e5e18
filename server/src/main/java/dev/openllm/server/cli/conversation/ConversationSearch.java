package dev.openllm.server.cli.conversation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.openllm.protocol.chat.Message;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds text in the messages of stored conversations, ignoring case. For speed, files are first scanned as bytes and
 * parsed only if they might contain the text. This is possible because the JSON of a message contains the text of the
 * message.
 */
public final class ConversationSearch {

    private static final int EXCERPT_CONTEXT = 60;

    private final StoredConversations conversations;
    private final String text;
    private final byte[] lower;
    private final byte[] upper;

    public ConversationSearch(StoredConversations conversations, String text) {
        this.conversations = conversations;
        this.text = text.toLowerCase(Locale.ROOT);
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        this.lower = json.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        this.upper = json.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A conversation that contains the text.
     *
     * @param messages the number of messages that contain the text
     * @param excerpt the first occurrence of the text and the surrounding characters
     */
    public record Match(StoredConversation conversation, int messages, String excerpt) {}

    /**
     * The result of a search.
     *
     * @param matches the matching conversations, most recently continued first
     * @param unreadable the number of conversations that could not be read
     */
    public record Result(List<Match> matches, int unreadable) {}

    /**
     * Searches the stored conversations, most recently continued first.
     *
     * @param limit the maximum number of conversations to return
     */
    public Result run(int limit) {
        List<Match> matches = new ArrayList<>();
        int unreadable = 0;
        for (StoredConversations.Stored stored : conversations.list()) {
            if (matches.size() == limit) {
                break;
            }
            try {
                byte[] bytes = BoundedFile.readIfPresent(stored.file(), BoundedFile.MAX_STATE_BYTES)
                        .orElse(new byte[0]);
                if (mayContain(bytes)) {
                    match(stored.id()).ifPresent(matches::add);
                }
            } catch (IOException denied) {
                unreadable++;
            }
        }
        return new Result(matches, unreadable);
    }

    private Optional<Match> match(String id) {
        StoredConversation conversation = conversations.read(id);
        int matchCount = 0;
        String excerpt = "";
        for (Message message : conversation.messages()) {
            String content = StoredConversation.text(message);
            int index = content.toLowerCase(Locale.ROOT).indexOf(text);
            if (index >= 0 && matchCount++ == 0) {
                excerpt = excerpt(content, Math.min(index, content.length()));
            }
        }
        return matchCount == 0 ? Optional.empty() : Optional.of(new Match(conversation, matchCount, excerpt));
    }

    private String excerpt(String content, int index) {
        int start = Math.max(0, index - EXCERPT_CONTEXT);
        int end = Math.min(content.length(), index + text.length() + EXCERPT_CONTEXT);
        return (start > 0 ? "…" : "")
                + content.substring(start, end).strip().replaceAll("\\s+", " ")
                + (end < content.length() ? "…" : "");
    }

    /**
     * Returns whether a file might contain the text. Each byte is compared with both the lowercase and the uppercase
     * form of the text. If the two forms have different lengths, the result is always {@code true}. False positives are
     * eliminated when the file is parsed.
     */
    private boolean mayContain(byte[] bytes) {
        if (lower.length != upper.length || lower.length == 0) {
            return true;
        }
        byte first = lower[0];
        byte second = upper[0];
        int last = bytes.length - lower.length;
        for (int i = 0; i <= last; i++) {
            byte current = bytes[i];
            if ((current == first || current == second) && matchesAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAt(byte[] bytes, int at) {
        for (int i = 1; i < lower.length; i++) {
            byte current = bytes[at + i];
            if (current != lower[i] && current != upper[i]) {
                return false;
            }
        }
        return true;
    }
}
