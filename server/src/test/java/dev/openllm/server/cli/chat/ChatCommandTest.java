package dev.openllm.server.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCommandTest {

    private static final Problem BROKEN_FILE = new Problem(
            Problem.Severity.ERROR, "A colon is missing.", Optional.of("/home/me/config.yaml"), 3, 1, Optional.empty());

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @TempDir
    Path folder;

    @Test
    void onlyTheTextIsPrintedOnStdout() {
        server.respondsWith(
                new ChatEvent.Reasoning("Hm."), new ChatEvent.Text("Hello, "), new ChatEvent.Text("world."));

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", "Greet", "me");

        assertEquals("Hello, world.\n", outcome.out());
        assertEquals("", outcome.err());
        assertEquals(0, outcome.exitCode());
        assertEquals(List.of(Message.user("Greet me")), server.chats.getFirst().messages());
    }

    @Test
    void eventsAndTheResultArePrintedAsJsonLines() {
        server.respondsWith(
                new ChatEvent.Text("Let me see.\n"),
                new ChatEvent.ToolCall(
                        "c1", "look", Wire.JSON.createObjectNode().put("at", "sky")));

        Shell.Outcome outcome = shell.run("chat", "--json", "-m", "local/small", "Look");

        assertEquals("""
            {"type":"text","text":"Let me see.\\n"}
            {"type":"tool_call","id":"c1","name":"look","arguments":{"at":"sky"}}
            {"type":"result","model":"local/small","finishReason":"stop","finishReasonRaw":"stop",\
            "usage":{"inputTokens":7,"outputTokens":3},"timing":{"totalMs":12,"firstTokenMs":5}}
            """, outcome.out());
    }

    @Test
    void jsonLinesEndWithTheErrorAndItsExitCode() {
        server.respondsWith(new ChatEvent.Text("Half"))
                .failsWith(new OpenLlmException(ErrorInfo.of(ErrorKind.AUTH, "The key is refused.")
                        .withHint("Give another one.")
                        .withStatus(401)));

        Shell.Outcome outcome = shell.run("chat", "--json", "-m", "local/small", "Hi");

        assertEquals("""
            {"type":"text","text":"Half"}
            {"type":"error","error":{"kind":"auth","message":"The key is refused.","hint":"Give another one.",\
            "status":401}}
            """, outcome.out());
        assertEquals(4, outcome.exitCode());
    }

    @Test
    void aFailureIsReportedInOneMessageWithAHint() {
        server.failsWith(
                new OpenLlmException(ErrorKind.NETWORK, "Nothing answers at localhost:1234.", "Start the server."));

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", "Hi");

        assertEquals("", outcome.out());
        assertEquals("open-llm: Nothing answers at localhost:1234.\n  Start the server.\n", outcome.err());
        assertEquals(5, outcome.exitCode());
    }

    @Test
    void theMessageIsReadFromStdin() {
        shell.withStdin("From a pipe\n").run("chat", "-m", "local/small");

        assertEquals(
                List.of(Message.user("From a pipe\n")), server.chats.getFirst().messages());
    }

    @Test
    void theArgumentsPrecedePipedText() {
        shell.withStdin("the change").run("chat", "-m", "local/small", "Describe", "this.");

        assertEquals(
                List.of(Message.user("Describe this.\n\nthe change")),
                server.chats.getFirst().messages());
    }

    @Test
    void aSilentPipeIsNotAwaited() throws IOException {
        try (PipedInputStream silentPipe = new PipedInputStream(new java.io.PipedOutputStream())) {
            Shell.Outcome outcome = shell.withStdin(silentPipe).run("chat", "-m", "local/small", "Hi");

            assertEquals(List.of(Message.user("Hi")), server.chats.getFirst().messages());
            assertTrue(outcome.err().contains("stdin"), outcome.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat -m local/small", "chat -m local/small Describe", "chat -i -m local/small"})
    void binaryDataOnStdinIsRefused(String command) {
        for (byte[] data : List.of(new byte[] {'a', 0, 'b'}, new byte[] {(byte) 0xFF, (byte) 0xD8, '\n'})) {
            Shell.Outcome outcome =
                    shell.withStdin(new ByteArrayInputStream(data)).run(command.split(" "));

            assertEquals(1, outcome.exitCode(), outcome.err());
            assertTrue(outcome.err().contains("stdin is not UTF-8 text"), outcome.err());
            assertTrue(server.chats.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat -m local/small", "chat -m local/small Describe", "chat -i -m local/small"})
    void endlessStdinIsRefusedWithTheLimit(String command) {
        Shell.Outcome outcome = shell.withStdin(endlessStream()).run(command.split(" "));

        assertEquals(1, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("exceeds 32 MB"), outcome.err());
        assertTrue(server.chats.isEmpty());
    }

    private static InputStream endlessStream() {
        return new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                return length;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"--file", "--image", "--messages", "--tool", "--schema"})
    void aFileThatIsTooLargeIsRefused(String option) throws IOException {
        Path largeFile = folder.resolve("large.bin");
        try (RandomAccessFile file = new RandomAccessFile(largeFile.toFile(), "rw")) {
            file.setLength((32L << 20) + 1);
        }

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", option, largeFile.toString(), "Hi");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("large.bin exceeds 32 MB"), outcome.err());
    }

    @Test
    void filesThatAreTooLargeTogetherAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("part.txt"), "a".repeat(23 << 20));

        Shell.Outcome outcome = shell.run(
                "chat", "-m", "local/small", "--file", "" + text, "--file", "" + text, "--file", "" + text, "Hi");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("exceed 64 MB in total"), outcome.err());
    }

    @Test
    void aResponseThatIsNotReadIsCancelled() {
        server.respondsWith(new ChatEvent.Text("Once upon a time")).completesResponsesIf(number -> false);

        Shell.Outcome outcome = shell.withClosedReader().run("chat", "-m", "local/small", "Hi");

        assertEquals(0, outcome.exitCode());
        assertEquals("", outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "-i"})
    void aResponseThatCannotBeWrittenIsStopped(String option) {
        server.respondsWith(new ChatEvent.Text("Once upon a time")).completesResponsesIf(number -> false);

        Shell.Outcome outcome = shell.withBrokenStdout()
                .run(Stream.of("chat", "-m", "local/small", option, "Hi")
                        .filter(argument -> !argument.isEmpty())
                        .toArray(String[]::new));

        assertEquals(7, outcome.exitCode());
        assertTrue(outcome.err().contains("writing to stdout failed"), outcome.err());
    }

    @Test
    void theBuiltInModelIsNotUsedOutsideATerminal() {
        server.withProviderSource("built in").respondsWith(new ChatEvent.Text("Hi"));

        Shell.Outcome outcome = shell.run("chat", "Hi");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("No provider is configured"), outcome.err());
        assertTrue(outcome.err().contains("open-llm add"), outcome.err());
        assertTrue(server.chats.isEmpty());
    }

    @Test
    void theBuiltInModelIsUsedOnATerminalWithANotice() {
        server.withProviderSource("built in").respondsWith(new ChatEvent.Text("Hi"));

        Shell.Outcome outcome = shell.onTerminal().run("chat", "Hi");

        assertEquals("Hi\n", outcome.out());
        assertTrue(outcome.err().contains("repeats your text without using the network"), outcome.err());
    }

    @Test
    void aMissingMessageIsAUsageError() {
        Shell.Outcome outcome = shell.run("chat", "-m", "local/small");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().startsWith("open-llm: The message is missing"), outcome.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--temperature | 99 | --temperature must be between 0 and 2.",
                "--temperature | NaN | --temperature must be between 0 and 2.",
                "--top-p | -0.1 | --top-p must be between 0 and 1.",
                "--max-tokens | 0 | --max-tokens must be 1 or more.",
                "--reasoning-effort | huge | --reasoning-effort must be one of none, minimal, low, medium, high,"
                        + " xhigh, max."
            })
    void aValueThatNoProviderAcceptsIsRefused(String option, String value, String message) {
        Shell.Outcome outcome = shell.run("chat", option, value, "Hello");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains(message), outcome.err());
        assertEquals(List.of(), server.chats);
    }

    @Test
    void onlyTheGivenOptionsAreSent() {
        shell.run("chat", "-m", "local/small", "--max-tokens", "50", "--temperature", "0.5", "Hi");

        assertEquals(
                "{\"maxOutputTokens\":50,\"temperature\":0.5,\"stop\":[],\"extra\":{},\"dialectFields\":{}}",
                Wire.JSON.valueToTree(server.chats.getFirst().options()).toString());
    }

    @Test
    void imagesAndDocumentsPrecedeTheText() throws IOException {
        Path image = folder.resolve("dot.png");
        Files.write(image, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Path notes = Files.writeString(folder.resolve("notes.md"), "Buy milk.");

        shell.run("chat", "-m", "local/small", "--image", image.toString(), "--file", notes.toString(), "What?");

        assertEquals(
                List.of(
                        new Part.Text("notes.md:\n\nBuy milk."),
                        Part.Image.ofData("image/png", "iVBORw=="),
                        new Part.Text("What?")),
                server.chats.getFirst().messages().getFirst().parts());
    }

    @Test
    void aConversationIsContinuedFromAFile() throws IOException {
        Path messages = Files.writeString(folder.resolve("so-far.json"), """
            [{"role":"user","parts":[{"type":"text","text":"Weather?"}]},
             {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"weather","arguments":{}}]},
             {"role":"user","parts":[{"type":"tool_result","callId":"c1","content":[],"isError":false}]}]
            """);

        shell.run("chat", "-m", "local/small", "--system", "Be brief.", "--messages", messages.toString());

        List<Message> sent = server.chats.getFirst().messages();
        assertEquals(
                List.of(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER),
                sent.stream().map(Message::role).toList());
        assertEquals(
                new Part.ToolResult("c1", List.of(), false),
                sent.getLast().parts().getFirst());
    }

    @Test
    void toolsFromFilesAreOffered() throws IOException {
        Path tool = Files.writeString(folder.resolve("tool.json"), """
            {"name":"weather","description":"Tells it","inputSchema":{"type":"object"}}
            """);

        shell.run("chat", "-m", "local/small", "--tool", tool.toString(), "--tool-choice", "weather", "Hi");

        assertEquals("weather", server.chats.getFirst().tools().getFirst().name());
        assertEquals(
                Optional.of("weather"), server.chats.getFirst().toolChoice().name());
    }

    @Test
    void theFileThatCannotBeUsedIsNamed() throws IOException {
        Path malformedFile = Files.writeString(folder.resolve("broken.json"), "[{\"role\": }]");

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", "--messages", malformedFile.toString());

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().startsWith("open-llm: " + malformedFile + ":1:"), outcome.err());
    }

    @Test
    void theModelIsNamedIfTheUserSpecifiedNone() {
        server.withProviderSource("found running").respondsWith(new ChatEvent.Text("Hi"));

        Shell.Outcome outcome = shell.run("chat", "Hi");

        assertEquals("local/small", server.chats.getFirst().model());
        assertEquals(
                "No provider is configured. Using local/small from Local Server, which is running on this"
                        + " machine.\n",
                outcome.err());
    }

    @Test
    void anInvalidConfigurationIsNotBypassedWithOtherModels() {
        server.addProblem(BROKEN_FILE);

        Shell.Outcome outcome = shell.run("chat", "Hi");

        assertEquals(3, outcome.exitCode());
        assertTrue(server.chats.isEmpty());
        assertTrue(outcome.err().startsWith("open-llm: /home/me/config.yaml:3: A colon is missing.\n"), outcome.err());
    }

    @Test
    void aNamedModelIsUsedDespiteAnUnrelatedProblem() {
        server.addProblem(BROKEN_FILE).respondsWith(new ChatEvent.Text("Hi"));

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", "Hi");

        assertEquals("Hi\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void controlCharactersAreRemovedForATerminalButNotForAPipe() {
        server.respondsWith(new ChatEvent.Text("a\u001b]0;title\u0007b"));

        assertEquals(
                "a]0;titleb\n",
                shell.onTerminal().run("chat", "-m", "local/small", "Hi").out());
        assertEquals(
                "a\u001b]0;title\u0007b\n",
                new Shell(server).run("chat", "-m", "local/small", "Hi").out());
    }

    @Test
    void reasoningIsDimmedOnATerminal() {
        server.respondsWith(new ChatEvent.Reasoning("Hm."), new ChatEvent.Text("Yes."));

        Shell.Outcome outcome = shell.onTerminal().run("chat", "-m", "local/small", "Hi");

        assertEquals("\u001b[2mHm.\u001b[0m\n", outcome.err());
        assertEquals("Yes.\n", outcome.out());
    }

    @Test
    void usageIsPrintedOnRequest() {
        Shell.Outcome outcome = shell.run("chat", "-v", "-m", "local/small", "Hi");

        assertEquals(
                "local/small · 7 input tokens · 3 output tokens · first token after 5 ms · completed after 12 ms\n",
                outcome.err());
    }

    @Test
    void aTruncatedResponseIsReported() {
        server.respondsWith(new ChatEvent.Text("Once upon a")).withFinishReason(FinishReason.LENGTH);

        Shell.Outcome outcome = shell.run("chat", "-m", "local/small", "Tell me a story.");

        assertEquals("The response was truncated at the token limit.\n", outcome.err());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void completeResponsesArePrintedOnRequest() {
        server.respondsWith(new ChatEvent.Text("One, "), new ChatEvent.Text("two."));

        assertEquals(
                "One, two.\n",
                shell.run("chat", "--no-stream", "-m", "local/small", "Hi").out());
        assertEquals(Optional.of(false), server.chats.getFirst().stream());
    }
}
