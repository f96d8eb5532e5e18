package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for shell completion as users experience it: the packaged program, and real shells that run the completion
 * scripts.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class CompletionIT {

    /** Does what bash does when a user presses the Tab key at the end of {@code $LINE}. */
    private static final String BASH = """
        eval "$(open-llm completion bash)"
        COMP_LINE=$LINE COMP_POINT=${#LINE}
        _open_llm
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    /**
     * Simulates the completion system of zsh, which works only at a prompt: the simulation prints the candidates that
     * it receives.
     */
    private static final String ZSH = """
        compdef() { }
        _describe() {
            for one in $described; do
                one=${one//\\\\:/$'\\0'}
                print -r -- ${${one%%:*}//$'\\0'/:}
            done
        }
        _files() { print -rl -- ${words[CURRENT]}*(N) }
        eval "$(open-llm completion zsh)"
        words=("${(z)LINE}")
        [[ $LINE == *' ' ]] && words+=('')
        CURRENT=$#words
        _open_llm
        """;

    private static final String FISH = """
        open-llm completion fish | source
        complete -C "$LINE" | string replace -r '\\t.*' ''
        """;

    @TempDir
    Path home;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(home.resolve("config/openllm/config.yaml"), """
            providers:
              - name: house
                dialect: openai-chat
                api_base: http://127.0.0.1:9/v1
                models: [small, "large:8b"]
            """);
        Files.writeString(home.resolve("picture.png"), "");
    }

    private record Case(String line, String expected) {}

    static Stream<String> shells() {
        return Stream.of("bash", "zsh", "fish");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void commandsOptionsModelsProvidersAndFilesAreCompleted(String shell) throws Exception {
        assumeTrue(isInstalled(shell), shell + " is not installed here.");
        for (Case testCase : List.of(
                new Case("open-llm mod", "models"),
                new Case("open-llm secrets cop", "copy"),
                new Case("open-llm chat --mod", "--model"),
                new Case("open-llm chat -m house/sm", "house/small"),
                new Case("open-llm secrets set hous", "house"),
                new Case("open-llm chat --image pic", "picture.png"))) {
            assertEquals(List.of(testCase.expected()), complete(shell, testCase.line()), testCase.line());
        }
    }

    @Test
    void bashGetsOnlyTheTextAfterAColon() throws Exception {
        assertEquals(List.of("8b"), complete("bash", "open-llm chat -m house/large:"));
    }

    @Test
    void modelsAreNotRequestedOnEveryKeyPress() throws Exception {
        complete("bash", "open-llm chat -m house/");
        assertTrue(
                Files.readString(home.resolve(".cache/openllm/completion.tsv")).contains("house/small\t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mod", "secrets cop", "chat --mod", "chat Hello --mod"})
    void commandsAndOptionsAreCompletedWithoutAJvm(String input) throws Exception {
        complete("bash", "open-llm mod");
        List<String> command = new ArrayList<>(List.of(launcherWithoutJava().toString(), "__complete"));
        command.addAll(List.of(input.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(Homes.environment(home));
        Process process = builder.start();
        process.getOutputStream().close();
        assertEquals("", new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertEquals(1, lines.size(), lines.toString());
    }

    /**
     * Installs the launcher with a program that cannot run and is older than the data that was written for completion.
     */
    private Path launcherWithoutJava() throws IOException {
        Path folder = Files.createDirectories(home.resolve("bin"));
        Path jar = Files.writeString(folder.resolve("open-llm.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        return Files.copy(
                Packaged.ofCurrentBuild().folder().resolve("open-llm"),
                folder.resolve("open-llm"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private List<String> complete(String shell, String line) throws Exception {
        String script =
                switch (shell) {
                    case "bash" -> BASH;
                    case "zsh" -> ZSH;
                    default -> FISH;
                };
        List<String> command = shell.equals("zsh") ? List.of("zsh", "-f", "-c", script) : List.of(shell, "-c", script);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        builder.environment()
                .merge("PATH", Packaged.ofCurrentBuild().folder().toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("LINE", line);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().filter(text -> !text.isBlank()).map(String::strip).toList();
    }

    private static boolean isInstalled(String shell) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
    }
}
