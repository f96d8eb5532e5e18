package dev.openllm.server.cli.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.cli.conversation.ConversationSearch;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        description = "List, search, show, export or delete the conversations that are stored on this machine.",
        footer = {
            "",
            "Interactive chats are stored, and single questions with --log; chat.history: false turns that off. The"
                    + " last 1000 conversations are kept, up to 256 MB; beyond that the oldest is deleted.",
            "",
            "Examples:",
            "  open-llm log",
            "  open-llm log search \"race condition\"",
            "  open-llm log show",
            "  open-llm log export 20261129-101500-3f9a --output chat.md",
            "  open-llm log delete --all"
        },
        synopsisSubcommandLabel = "[COMMAND]")
public final class LogCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "The most conversations to list; default 20.")
    private int limit;

    public LogCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** The formats of an export. */
    enum Format {
        MARKDOWN,
        JSON
    }

    @Override
    public Integer call() {
        requireCount(limit);
        StoredConversations conversations = conversations();
        List<StoredConversation> newest = conversations.newestFirst().stream()
                .limit(limit)
                .map(conversations::read)
                .toList();
        ConversationList list = new ConversationList(terminal, common.json());
        list.print(newest);
        if (newest.isEmpty()) {
            new StderrMessages(terminal)
                    .note("No conversation is stored. Interactive chats are, and single questions with --log.");
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "search",
            description = "Find a text in the messages of stored conversations, regardless of case.",
            footer = {"", "Examples:", "  open-llm log search \"race condition\""})
    int search(
            @Parameters(paramLabel = "TEXT", arity = "1..*", description = "The text; several words are joined.")
                    List<String> words,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "The most conversations to list; default 20.")
                    int most,
            @Mixin CommonOptions options) {
        requireCount(most);
        String text = String.join(" ", words);
        if (text.isBlank()) {
            throw new UsageError("Give a text to search for.");
        }
        ConversationSearch.Result result = new ConversationSearch(conversations(), text).run(most);
        new ConversationList(terminal, options.json()).printMatches(result.matches());
        StderrMessages messages = new StderrMessages(terminal);
        if (result.unreadable() > 0) {
            messages.note(
                    result.unreadable() == 1
                            ? "1 conversation could not be read."
                            : result.unreadable() + " conversations could not be read.");
        }
        if (result.matches().isEmpty()) {
            messages.note("No stored message contains this text.");
            return ExitCode.FAILED.code();
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "show",
            description = "Print a conversation, by default the one that was continued last.",
            footer = {"", "Examples:", "  open-llm log show 20261129-101500-3f9a"})
    int show(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Its id, or the beginning of it.") String id,
            @Mixin CommonOptions options) {
        StoredConversation stored = read(id);
        if (options.json()) {
            new JsonLines(terminal.out()).line(ConversationExport.json(stored));
        } else {
            ConversationExport.print(terminal, ConversationExport.markdown(stored));
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "export",
            description = "Write a conversation as Markdown or JSON, by default the one that was continued last.",
            footer = {
                "",
                "The messages of the JSON are what open-llm chat --messages reads.",
                "",
                "Examples:",
                "  open-llm log export --format json --output chat.json"
            })
    int export(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Its id, or the beginning of it.") String id,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "markdown",
                            description = "markdown or json; default markdown.")
                    Format format,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "A new file. Default: stdout.")
                    Path output) {
        StoredConversation stored = read(id);
        String text = format == Format.JSON ? ConversationExport.jsonText(stored) : ConversationExport.markdown(stored);
        if (output == null) {
            terminal.out().print(terminal.outIsTerminal() ? Terminal.harmless(text) : text);
            terminal.out().flush();
        } else {
            ConversationExport.save(output, text);
            new StderrMessages(terminal).note("Wrote " + output + ".");
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "delete",
            description = "Delete stored conversations, after a question.",
            footer = {"", "Examples:", "  open-llm log delete 20261129-101500-3f9a", "  open-llm log delete --all --yes"
            })
    int delete(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "Their ids, or the beginnings of them.")
                    List<String> ids,
            @Option(names = "--all", description = "Delete all conversations and all entered lines.") boolean all,
            @Option(names = "--yes", description = "Delete without a question.") boolean yes) {
        List<String> given = ids == null ? List.of() : ids;
        if (all == !given.isEmpty()) {
            throw new UsageError("Give the ids of conversations, or --all.");
        }
        StoredConversations conversations = conversations();
        List<String> found = all
                ? conversations.newestFirst()
                : given.stream().map(conversations::find).distinct().toList();
        String what = found.size() == 1 ? "1 conversation" : found.size() + " conversations";
        StderrMessages messages = new StderrMessages(terminal);
        if (!yes && !terminal.inIsTerminal()) {
            throw new UsageError("This deletes " + what + ". Confirm it with --yes.");
        }
        if (!yes && !messages.agreed("Delete " + what + (all ? " and all entered lines?" : "?"))) {
            messages.note("Nothing was deleted.");
            return ExitCode.OK.code();
        }
        found.forEach(conversations::delete);
        if (all) {
            conversations.deleteEnteredLines();
        }
        messages.note("Deleted " + what + ".");
        return ExitCode.OK.code();
    }

    private StoredConversations conversations() {
        return new StoredConversations(servers.userFolder());
    }

    private StoredConversation read(String id) {
        StoredConversations conversations = conversations();
        String found = id != null
                ? conversations.find(id)
                : conversations.last().orElseThrow(() -> new UsageError("No conversation is stored."));
        StoredConversation stored = conversations.read(found);
        if (stored.damagedLines() > 0) {
            new StderrMessages(terminal)
                    .note(
                            stored.damagedLines() == 1
                                    ? "1 damaged line was skipped."
                                    : stored.damagedLines() + " damaged lines were skipped.");
        }
        return stored;
    }

    private static void requireCount(int count) {
        if (count < 1) {
            throw new UsageError("--limit must be 1 or more.");
        }
    }

    /** A conversation without its messages. */
    static ObjectNode summary(StoredConversation stored) {
        return Wire.JSON
                .createObjectNode()
                .put("id", stored.id())
                .put("started", stored.started())
                .put("updated", stored.updated())
                .put("model", stored.model())
                .put("messages", stored.messages().size())
                .put("title", stored.title());
    }
}
