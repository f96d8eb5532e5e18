package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the packaged {@code open-llm chat} in a terminal with 80 columns, controlled by key presses. */
@Timeout(TestTimeouts.TEST_SECONDS)
class InteractiveTerminalIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MARKDOWN = """
        # Title

        Some **bold** text that is long enough to be wrapped by the program at the eightieth column.

        ```python
        def f():  # nothing
        ```
        """;

    private final FakeProvider provider = FakeProvider.start().always(CHAT, InteractiveTerminalIT::respond);
    /** Each terminal uses a separate tmux server because a server that is shutting down refuses new sessions. */
    private String socket = socket();

    @TempDir
    Path home;

    @BeforeEach
    void configure() throws IOException {
        assumeTrue(isTmuxInstalled(), "tmux is not installed, so no terminal can be driven");
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), """
            default_model: local/small
            providers:
              - name: local
                dialect: openai-chat
                api_base: %s/v1
                models: [small]
            """.formatted(provider.uri()));
    }

    @AfterEach
    void end() throws Exception {
        if (isTmuxInstalled()) {
            endTerminal();
        }
        provider.close();
    }

    /**
     * The program in the terminal ends together with the terminal. The test waits for it because it can still write to
     * its home folder.
     */
    private void endTerminal() throws Exception {
        String panePid = tmux("display-message", "-p", "#{pane_pid}").strip();
        List<ProcessHandle> processes = panePid.matches("\\d+")
                ? ProcessHandle.of(Long.parseLong(panePid)).stream()
                        .flatMap(ProcessHandle::descendants)
                        .toList()
                : List.of();
        tmux("kill-server");
        for (ProcessHandle process : processes) {
            process.onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static FakeAnswer respond(FakeRequest request) {
        String prompt = lastMessage(request);
        if (prompt.contains("endless")) {
            return FakeAnswer.sse(delta("and so on ")).withStep(new FakeAnswer.Step.Hang());
        }
        String text = prompt.contains("markdown") ? MARKDOWN : "Heard: " + prompt.replace("\n", " / ");
        return FakeAnswer.sse(
                delta(text), "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}", "[DONE]");
    }

    private static String delta(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + Wire.JSON.getNodeFactory().textNode(text) + "}}]}";
    }

    private static String lastMessage(FakeRequest request) {
        JsonNode messages = request.json().path("messages");
        return messages.get(messages.size() - 1).path("content").asText();
    }

    @Test
    void aLineCanBeEditedAndIsAvailableInTheNextSession() throws Exception {
        start("xterm-256color", "chat");
        type("Helo", "Left", "l", "Enter");
        await("Heard: Hello");
        awaitPrompt();
        type("C-d");
        await("EXIT 0");

        endTerminal();
        start("xterm-256color", "chat", "-c");
        type("Up", "Enter");
        await(screen -> screen.contains("> Hello") && screen.contains("Heard: Hello"));
        assertEquals(3, provider.lastRequest().json().path("messages").size());
    }

    @Test
    void severalPastedLinesAreOneMessage() throws Exception {
        start("xterm-256color", "chat");
        Path pasted = Files.writeString(home.resolve("pasted"), "line one\nline two\nline three\n");
        tmux("load-buffer", pasted.toString());
        tmux("paste-buffer", "-p");
        await("line three");
        type("Enter");

        await("Heard: line one / line two / line three");
        assertEquals(
                1,
                provider.requests().stream()
                        .filter(request -> request.path().equals(CHAT))
                        .count());
    }

    @Test
    void ctrlCCancelsTheResponseAndTwiceOnAnEmptyLineExits() throws Exception {
        start("xterm-256color", "chat");
        type("endless", "Enter");
        await("and so on");
        type("C-c");
        await("Interrupted");
        provider.awaitClosed();
        awaitPrompt();
        type("still here", "Enter");
        await("Heard: still here");
        awaitPrompt();
        type("C-c");
        await("Press Ctrl-C again");
        type("C-c");
        await("EXIT 0");
    }

    @Test
    void markdownIsFormattedWithinEightyColumns() throws Exception {
        start("xterm-256color", "chat");
        type("markdown", "Enter");
        await("# nothing");

        String screen = screen();
        assertFalse(screen.contains("**"), screen);
        assertFalse(screen.contains("```"), screen);
        assertTrue(screen.contains("wrapped by the program at the eightieth\ncolumn."), screen);
        assertTrue(styledScreen().contains("\u001b[90m# nothing"), styledScreen());
    }

    @Test
    void commandsAndModelsAreCompleted() throws Exception {
        start("xterm-256color", "chat");
        type("/und", "Tab");
        await("> /undo");
        type("C-c");
        await(screen -> screen.lines().filter(line -> line.startsWith(">")).count() == 2);
        type("/model lo", "Tab");
        await("/model local/small");
    }

    @Test
    void aDumbTerminalGetsPlainLines() throws Exception {
        start("dumb", "chat");
        type("markdown", "Enter");

        await("**bold**");
    }

    private static String socket() {
        return "open-llm-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }

    private void start(String type, String... arguments) throws Exception {
        socket = socket();
        StringBuilder command = new StringBuilder("env -i PATH=\"$PATH\" LANG=C.UTF-8 TERM=" + type);
        Homes.environment(home)
                .forEach((name, value) -> command.append(" ")
                        .append(name)
                        .append("='")
                        .append(value)
                        .append("'"));
        command.append(" '")
                .append(Packaged.ofCurrentBuild().launcher())
                .append("' ")
                .append(String.join(" ", arguments));
        tmux("new-session", "-d", "-x", "80", "-y", "50", "cd '" + home + "'; " + command + "; echo EXIT $?; cat");
        await("Ctrl-D exits");
        if (!type.equals("dumb")) {
            await(screen -> screen.lines().anyMatch(line -> line.startsWith(">")));
        }
    }

    private void type(String... keys) throws Exception {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    private void await(String text) throws Exception {
        await(screen -> screen.contains(text));
    }

    /** The end of the input has an effect only while a program reads the input. */
    private void awaitPrompt() throws Exception {
        await(screen -> screen.stripTrailing().endsWith("\n>"));
    }

    private void await(Predicate<String> condition) throws Exception {
        long deadline = System.nanoTime() + TestTimeouts.WAIT.toNanos();
        while (!condition.test(screen())) {
            assertTrue(System.nanoTime() < deadline, "the terminal shows:\n" + screen());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String screen() throws Exception {
        return tmux("capture-pane", "-p");
    }

    private String styledScreen() throws Exception {
        return tmux("capture-pane", "-p", "-e");
    }

    private String tmux(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean isTmuxInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
