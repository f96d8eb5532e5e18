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

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int TITLE = 60;

    void print(List<StoredConversation> conversations) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            conversations.forEach(stored -> lines.line(LogCommand.summary(stored)));
        } else if (!conversations.isEmpty()) {
            TextTable table = new TextTable(List.of("ID", "UPDATED", "MODEL", "MESSAGES", "FIRST MESSAGE"));
            conversations.forEach(stored -> table.row(
                    stored.id(),
                    time(stored.updated()),
                    stored.model(),
                    Integer.toString(stored.messages().size()),
                    cut(stored.title())));
            table.print(terminal);
        }
    }

    void printMatches(List<Match> matches) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            matches.forEach(match -> lines.line(LogCommand.summary(match.conversation())
                    .put("matches", match.messages())
                    .put("excerpt", match.excerpt())));
        } else if (!matches.isEmpty()) {
            TextTable table = new TextTable(List.of("ID", "MATCHES", "EXCERPT"));
            matches.forEach(
                    match -> table.row(match.conversation().id(), Integer.toString(match.messages()), match.excerpt()));
            table.print(terminal);
        }
    }

    private static String time(String stored) {
        try {
            return LOCAL.format(Instant.parse(stored));
        } catch (DateTimeParseException unknown) {
            return "";
        }
    }

    private static String cut(String title) {
        int end = title.offsetByCodePoints(0, Math.min(TITLE, title.codePointCount(0, title.length())));
        return end < title.length() ? title.substring(0, end) + "…" : title;
    }
}
