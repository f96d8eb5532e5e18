package dev.openllm.server.cli.log;

import dev.openllm.server.cli.conversation.ConversationSearch.Match;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Prints a list of stored conversations as a table or as JSON. */
record ConversationList(Terminal terminal, boolean json) {

    private static final DateTimeFormatter TIME_FORMAT =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int MAX_TITLE_LENGTH = 60;

    void print(List<StoredConversation> conversations) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            conversations.forEach(stored -> lines.write(LogCommand.summary(stored)));
        } else if (!conversations.isEmpty()) {
            TextTable table = new TextTable(List.of("ID", "UPDATED", "MODEL", "MESSAGES", "FIRST MESSAGE"));
            conversations.forEach(stored -> table.addRow(
                    stored.id(),
                    formatTime(stored.updated()),
                    stored.model(),
                    Integer.toString(stored.messages().size()),
                    truncate(stored.title())));
            table.print(terminal);
        }
    }

    void printMatches(List<Match> matches) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            matches.forEach(match -> lines.write(LogCommand.summary(match.conversation())
                    .put("matches", match.messages())
                    .put("excerpt", match.excerpt())));
        } else if (!matches.isEmpty()) {
            TextTable table = new TextTable(List.of("ID", "MATCHES", "EXCERPT"));
            matches.forEach(match ->
                    table.addRow(match.conversation().id(), Integer.toString(match.messages()), match.excerpt()));
            table.print(terminal);
        }
    }

    private static String formatTime(String stored) {
        try {
            return TIME_FORMAT.format(Instant.parse(stored));
        } catch (DateTimeParseException unknown) {
            return "";
        }
    }

    private static String truncate(String title) {
        int end = title.offsetByCodePoints(0, Math.min(MAX_TITLE_LENGTH, title.codePointCount(0, title.length())));
        return end < title.length() ? title.substring(0, end) + "…" : title;
    }
}
