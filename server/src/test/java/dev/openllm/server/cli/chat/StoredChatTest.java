package dev.openllm.server.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import dev.openllm.server.cli.session.WebDocuments;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how {@code open-llm chat} stores and continues conversations and how {@code open-llm log} shows them. */
class StoredChatTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @TempDir
    Path folder;

    @BeforeEach
    void stores() {
        server.userFolder = folder;
        server.storesChats = true;
        server.respondsWith(new ChatEvent.Text("Hello."));
    }

    private List<Message> sentMessages(int chat) {
        return server.chats.get(chat).messages();
    }

    @Test
    void aContinuedInteractiveChatKeepsItsModelAndInstructions() {
        shell.withStdin("Hi\n").run("chat", "-i", "-m", "local/other", "--system", "Be brief.");
        shell.run("chat", "-c", "And?");
        shell.withStdin("Third\n").run("chat", "-i", "-c");

        assertEquals(
                List.of(
                        Message.system("Be brief."),
                        Message.user("Hi"),
                        Message.assistant("Hello."),
                        Message.user("And?"),
                        Message.assistant("Hello."),
                        Message.user("Third")),
                sentMessages(2));
        assertEquals("local/other", server.chats.get(2).model());
    }

    @Test
    void aSingleQuestionIsStoredOnlyOnRequest() {
        shell.run("chat", "-m", "local/small", "Hi");
        assertFalse(Files.exists(folder.resolve("conversations")));

        shell.run("chat", "-m", "local/small", "--log", "Hi");
        assertTrue(Files.exists(folder.resolve("conversations")));
    }

    @Test
    void nothingIsStoredIfTheConfigurationDisablesIt() {
        server.storesChats = false;
        shell.withStdin("Hi\n").run("chat", "-i", "-m", "local/small");

        assertFalse(Files.exists(folder.resolve("conversations")));
        assertEquals(2, shell.run("chat", "--log", "-m", "local/small", "Hi").exitCode());
    }

    @Test
    void continuingWithoutAConversationIsAnError() {
        assertEquals(2, shell.run("chat", "-c", "Hi").exitCode());
        assertTrue(server.chats.isEmpty());
    }

    @Test
    void undoAndRetryAreStored() {
        shell.withStdin("One\nTwo\n/undo\nThree\n/retry\n").run("chat", "-i", "-m", "local/small");
        shell.run("chat", "-c", "Four");

        assertEquals(
                List.of("One", "Three", "Four"),
                sentMessages(4).stream()
                        .filter(message -> message.role() == dev.openllm.protocol.chat.Role.USER)
                        .map(message -> ((Part.Text) message.parts().getFirst()).text())
                        .toList());
    }

    @Test
    void newStartsAnotherConversation() {
        shell.withStdin("One\n/new\nTwo\n").run("chat", "-i", "-m", "local/small");

        assertEquals(List.of(Message.user("Two")), sentMessages(1));
        assertEquals(2, shell.run("log", "--json").out().lines().count());
    }

    @Test
    void theLogCommandListsSearchesShowsAndExports() {
        shell.withStdin("Why is the sky blue?\n").run("chat", "-i", "-m", "local/small");

        assertTrue(shell.run("log").out().contains("Why is the sky blue?"));
        assertTrue(shell.run("log", "search", "SKY").out().contains("sky blue"));
        assertEquals(1, shell.run("log", "search", "ocean").exitCode());
        assertTrue(shell.run("log", "show").out().contains("## You\n\nWhy is the sky blue?\n"));
        Path file = folder.resolve("chat.json");
        shell.run("log", "export", "--format", "json", "-o", file.toString());
        shell.run("chat", "-m", "local/small", "--messages", file.toString(), "And?");
        assertEquals(
                List.of(Message.user("Why is the sky blue?"), Message.assistant("Hello."), Message.user("And?")),
                sentMessages(1));
    }

    @Test
    void deletingRequiresConfirmation() {
        shell.withStdin("Hi\n").run("chat", "-i", "-m", "local/small");

        assertEquals(2, shell.withStdin("").run("log", "delete", "--all").exitCode());
        assertEquals(1, shell.run("log", "--json").out().lines().count());
        shell.run("log", "delete", "--all", "--yes");
        assertEquals("", shell.run("log", "--json").out());
    }

    @Test
    void onlyTheFirstCodeBlockIsExtracted() {
        ScriptedServer codingServer = new ScriptedServer();
        codingServer.respondsWith(
                new ChatEvent.Text("Here:\n```py\nprint("), new ChatEvent.Text("1)\n```\nand ```\nmore\n```"));

        assertEquals(
                "print(1)\n",
                new Shell(codingServer)
                        .run("chat", "-x", "-m", "local/small", "Code")
                        .out());
    }

    @Test
    void extractingFromAResponseWithoutCodeFails() {
        Shell.Outcome outcome = shell.run("chat", "-x", "-m", "local/small", "Code");

        assertEquals("", outcome.out());
        assertEquals(1, outcome.exitCode());
    }

    @Test
    void aWebPageIsSentAsText() {
        servePage("https://example.com/a?key=1", "text/html", "<title>A</title><p>One &amp; two</p>");
        servePage("https://example.com/x.png", "image/png", "\u0089PNG");

        shell.run(
                "chat",
                "-m",
                "local/small",
                "--file",
                "https://example.com/a?key=1",
                "--file",
                "https://example.com/x.png",
                "Sum up");

        List<Part> parts = sentMessages(0).getFirst().parts();
        assertEquals(new Part.Text("https://example.com/a:\n\n# A\n\nOne & two"), parts.get(0));
        assertTrue(parts.get(1) instanceof Part.Image);
    }

    @Test
    void ifAnAddressCannotBeFetchedNothingIsSent() {
        assertEquals(
                5,
                shell.run("chat", "-m", "local/small", "--file", "https://gone.example/", "Hi")
                        .exitCode());
        assertEquals(
                2,
                shell.run("chat", "-m", "local/small", "--file", "https://me:secret@h/", "Hi")
                        .exitCode());
        assertTrue(server.chats.isEmpty());
    }

    private void servePage(String address, String type, String text) {
        server.documents.put(
                address,
                new WebDocuments.Document(
                        URI.create(address),
                        type,
                        "UTF-8",
                        text.getBytes(
                                type.startsWith("image") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)));
    }
}
