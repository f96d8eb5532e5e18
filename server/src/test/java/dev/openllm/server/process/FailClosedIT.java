package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the packaged command line with invalid configurations. All built-in addresses are reached through a proxy
 * that is a canary: it must not receive any request.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class FailClosedIT {

    @TempDir
    Path home;

    private final FakeProvider canary = FakeProvider.start().always("*", request -> FakeAnswer.error(503, "{}"));
    private Path file;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void open() throws IOException {
        file = Files.createDirectories(home.resolve("config/openllm")).resolve("config.yaml");
    }

    @AfterEach
    void close() {
        canary.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers:\n- name: openai\n  api_base: \"${CORP_URL}\"\n",
                "providers:\n- name: openai\n  api_base: https//llm.example.com\n",
                "providers:\n- name: openai\n  base_url: https://llm.example.com\n",
                "providers:\n- name: openai\n  enabled: \"false\"\n",
                "network:\n  proxy: http//proxy.example.com\n  strict_tls: true\n",
                "providers:\n- name: openai\n  api_base: [\n",
            })
    void aChatWithAnInvalidUserFileOrNamedFileSendsNothing(String yaml) throws Exception {
        Path namedFile = Files.writeString(home.resolve("named.yaml"), yaml);
        Outcome withOption = run("--config", namedFile.toString(), "chat", "-m", "openai/gpt-5", "The secret plan");
        Files.move(namedFile, file);
        Outcome withUserFile = run("chat", "-m", "openai/gpt-5", "The secret plan");
        Outcome withDefaultModel = run("chat", "The secret plan");

        assertEquals(List.of(), canary.requests());
        for (Outcome outcome : List.of(withOption, withUserFile, withDefaultModel)) {
            assertEquals(3, outcome.exitCode(), outcome::err);
            assertEquals("", outcome.out());
        }
        assertTrue(withOption.err().contains(" of " + namedFile + ": "), withOption::err);
        assertTrue(withUserFile.err().contains(" of " + file + ": "), withUserFile::err);
        assertTrue(withDefaultModel.err().contains(file + ":"), withDefaultModel::err);
    }

    @Test
    void aMissingNamedFileIsNotTreatedAsNoConfiguration() throws Exception {
        Outcome outcome = run("--config", home.resolve("none.yaml").toString(), "chat", "-m", "openai/gpt-5", "Hi");

        assertEquals(2, outcome.exitCode(), outcome::err);
        assertTrue(outcome.err().contains("File not found"), outcome::err);
        assertEquals(List.of(), canary.requests());
    }

    @Test
    void theProviderListShowsTheReasonAndNoBuiltInAddress() throws Exception {
        Files.writeString(file, "discovery: {enabled: false}\nproviders:\n- name: openai\n  api_bas: https://x\n");

        Outcome outcome = run("providers", "--refresh");

        assertTrue(
                outcome.out().contains("Provider openai cannot be used because of an error in line 4"), outcome::out);
        assertTrue(!outcome.out().contains("api.openai.com"), outcome::out);
        assertEquals(List.of(), canary.requests());
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Packaged.ofCurrentBuild().launcher().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        String proxy = canary.uri().toString();
        builder.environment()
                .putAll(Map.of(
                        "HTTPS_PROXY",
                        proxy,
                        "HTTP_PROXY",
                        proxy,
                        "OLLAMA_HOST",
                        proxy,
                        "OPENAI_API_KEY",
                        "canary-key"));
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        Process process = builder.redirectInput(
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Outcome(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
