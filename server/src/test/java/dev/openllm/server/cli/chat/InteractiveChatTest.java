package dev.openllm.server.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** Tests for {@code open-llm chat} in interactive mode. */
class InteractiveChatTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @TempDir
    Path folder;

    private Shell.Outcome typeLines(String... lines) {
        return shell.withStdin(String.join("\n", lines) + "\n").run("chat", "-i", "-m", "local/small");
    }

    private List<Message> sentMessages(int chat) {
        return server.chats.get(chat).messages();
    }

    @Test
    void theConversationContinuesWithTheProviderState() {
        var state = Wire.JSON.createObjectNode().put("signature", "s");
        server.respondsWith(
                new ChatEvent.Reasoning("H"),
                new ChatEvent.Reasoning("m."),
                new ChatEvent.ProviderState("local", "small", state),
                new ChatEvent.Text("Hel"),
                new ChatEvent.Text("lo."));

        Shell.Outcome outcome = typeLines("Hi", "And?");

        Message response = new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Reasoning("Hm."),
                        new Part.ProviderState("local", "small", state),
                        new Part.Text("Hello.")));
        assertEquals(List.of(Message.user("Hi"), response, Message.user("And?")), sentMessages(1));
        assertEquals("Hello.\nHello.\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void chatWithoutATextIsInteractiveOnATerminal() {
        server.respondsWith(new ChatEvent.Text("Hello."));

        Shell.Outcome outcome = shell.onTerminal().withStdin("Hi\n").run("chat", "-m", "local/small");

        assertEquals("Hello.\n", outcome.out());
        assertTrue(outcome.err().contains("> "), outcome.err());
    }

    @Test
    void noPromptIsPrintedToAPipe() {
        assertEquals("", typeLines("Hi").err());
    }

    @Test
    @Timeout(TestTimeouts.TEST_SECONDS)
    void ctrlCCancelsTheResponseButNotTheSession() throws IOException {
        assumeFalse(ignoresCtrlC(), "This process ignores Ctrl-C, as jobs in the background of a script do.");
        server.respondsWith(new ChatEvent.Text("Once upon")).completesResponsesIf(number -> {
            if (number == 1) {
                Signal.raise(new Signal("INT"));
                return false;
            }
            return true;
        });

        Shell.Outcome outcome = typeLines("A story", "Go on");

        assertEquals(
                List.of(Message.user("A story"), Message.assistant("Once upon"), Message.user("Go on")),
                sentMessages(1));
        assertEquals(0, outcome.exitCode());
    }

    /** If a JVM is started with the signal ignored, it does not receive the signal. */
    private static boolean ignoresCtrlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void exitEndsTheSessionBeforeTheEndOfTheInput() {
        typeLines("/exit", "Hi");

        assertTrue(server.chats.isEmpty());
    }

    @Test
    void aFailedQuestionIsNotPartOfTheConversationButCanBeRetried() {
        server.failsWith(new OpenLlmException(ErrorKind.OVERLOADED, "Too busy."));

        Shell.Outcome outcome = typeLines("One", "Two", "/retry");

        assertEquals(List.of(Message.user("Two")), sentMessages(1));
        assertEquals(List.of(Message.user("Two")), sentMessages(2));
        assertTrue(outcome.err().contains("Too busy."), outcome.err());
    }

    @Test
    void retryRepeatsTheLastQuestionWithoutItsResponse() {
        server.respondsWith(new ChatEvent.Text("Hello."));

        typeLines("Hi", "/retry");

        assertEquals(List.of(Message.user("Hi")), sentMessages(1));
    }

    @Test
    void modelSwitchesTheModel() {
        typeLines("/model other/big", "Hi", "/model small", "Hi");

        assertEquals("other/big", server.chats.get(0).model());
        assertEquals("local/small", server.chats.get(1).model());
    }

    @Test
    void anUnknownModelChangesNothing() {
        Shell.Outcome outcome = typeLines("/model huge", "Hi");

        assertTrue(outcome.err().contains("The model huge does not exist"), outcome.err());
        assertEquals("local/small", server.chats.getFirst().model());
    }

    @Test
    void modelsListsTheModels() {
        assertEquals("local/small\n", typeLines("/models").out());
    }

    @Test
    void systemPrecedesTheConversationAndSurvivesClear() {
        server.respondsWith(new ChatEvent.Text("Hello."));

        typeLines("Hi", "/system Be brief.", "/clear", "And?");

        assertEquals(List.of(Message.system("Be brief."), Message.user("And?")), sentMessages(1));
    }

    @Test
    void aFileIsSentOnlyWithTheNextQuestion() throws IOException {
        Path notes = Files.writeString(folder.resolve("my notes.txt"), "remember");
        server.respondsWith(new ChatEvent.Text("Hello."));

        typeLines("/file " + notes, "Read", "And?");

        assertEquals(
                List.of(new Part.Text("my notes.txt:\n\nremember"), new Part.Text("Read")),
                sentMessages(0).getFirst().parts());
        assertEquals(Message.user("And?"), sentMessages(1).getLast());
    }

    @Test
    void aMissingImageIsReportedAndTheSessionContinues() {
        Shell.Outcome outcome = typeLines("/image " + folder.resolve("none.png"), "Hi");

        assertTrue(outcome.err().contains("File not found"), outcome.err());
        assertEquals(1, server.chats.size());
    }

    @Test
    void saveWritesMarkdown() throws IOException {
        server.respondsWith(new ChatEvent.Text("Hello."));
        Path file = folder.resolve("talk.md");

        typeLines("Hi", "/save " + file);

        assertEquals("## You\n\nHi\n\n## Model\n\nHello.\n", Files.readString(file));
    }

    @Test
    void saveDoesNotOverwriteAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("talk.md"), "mine");

        Shell.Outcome outcome = typeLines("Hi", "/save " + file);

        assertEquals("mine", Files.readString(file));
        assertTrue(outcome.err().contains("already"), outcome.err());
    }

    @Test
    void aToolResultIsReadAndSent() {
        server.respondsOnceWith(new ChatEvent.ToolCall("c1", "look", Wire.JSON.createObjectNode()));

        typeLines("Look", "blue");

        assertEquals(
                List.of(new Part.ToolResult("c1", List.of(new Part.Text("blue")), false)),
                sentMessages(1).getLast().parts());
    }

    @Test
    @Timeout(TestTimeouts.TEST_SECONDS)
    void aToolCallAtTheEndOfTheInputGetsNoResult() {
        server.respondsWith(new ChatEvent.ToolCall("c1", "look", Wire.JSON.createObjectNode()));

        typeLines("Look");

        assertEquals(1, server.chats.size());
    }

    @Test
    void aBackslashContinuesALine() {
        typeLines("One\\", "two");

        assertEquals(List.of(Message.user("One\ntwo")), sentMessages(0));
    }

    @Test
    void anUnknownCommandIsNotSentToTheModel() {
        Shell.Outcome outcome = typeLines("/modle x");

        assertTrue(outcome.err().contains("/help"), outcome.err());
        assertTrue(server.chats.isEmpty());
    }

    @Test
    void helpListsEveryCommand() {
        String help = typeLines("/help").err();

        for (String command : List.of(
                "/model ", "/models", "/system", "/file", "/image", "/retry", "/clear", "/save", "/exit", "Ctrl-C")) {
            assertTrue(help.contains(command), command);
        }
    }

    @Test
    void theArgumentsAreTheFirstQuestion() {
        shell.withStdin("And?\n").run("chat", "-i", "-m", "local/small", "Hi", "there");

        assertEquals(List.of(Message.user("Hi there")), sentMessages(0));
        assertEquals(2, server.chats.size());
    }

    @Test
    void jsonPrintsTheEventsOfEveryResponse() {
        server.respondsWith(new ChatEvent.Text("Hello."));

        Shell.Outcome outcome = shell.withStdin("Hi\nAnd?\n").run("chat", "-i", "--json", "-m", "local/small");

        assertEquals(4, outcome.out().lines().count());
        assertFalse(outcome.out().lines().anyMatch(line -> !line.startsWith("{")), outcome.out());
    }
}
