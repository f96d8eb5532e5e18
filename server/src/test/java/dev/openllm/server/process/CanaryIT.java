package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Known keys in the stores, a provider that quotes what it is sent, and a search through all that came out. */
@Timeout(180)
class CanaryIT {

    private static final List<String> DIALECTS =
            List.of("openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat");
    private static final String ENVIRONMENT_KEY = Canaries.MARK + "environment-4711";

    @TempDir
    Path home;

    /** Refuses every key, and quotes it and all headers in its error, as some providers do. */
    private final FakeProvider provider = FakeProvider.start().always("*", CanaryIT::quoting);

    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void configure() throws Exception {
        StringBuilder yaml = new StringBuilder("providers:\n");
        StringBuilder keys = new StringBuilder();
        for (String dialect : DIALECTS) {
            String name = dialect.replace('-', '_');
            yaml.append("  - {name: %s, dialect: %s, api_base: '%s', models: [m]}\n"
                    .formatted(name, dialect, provider.uri() + "/" + name));
            keys.append("# for %s\n%s_API_KEY=%s%s-4711\n"
                    .formatted(provider.uri(), name.toUpperCase(java.util.Locale.ROOT), Canaries.MARK, dialect));
        }
        yaml.append("  - {name: env, dialect: openai-chat, api_base: '%s', models: [m]}\n".formatted(provider.uri()));
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), yaml);
        Files.writeString(folder.resolve(".env"), keys);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void noKeyIsInAnythingThatTheServerSaysOrLeaves() throws Exception {
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put("ENV_API_KEY", ENVIRONMENT_KEY);
        Packaged packaged = Packaged.ofThisBuild();
        try (ServerProcess server = ServerProcess.start(packaged.serve(packaged.useCache()), environment)) {
            ask(server, "initialize", Wire.JSON.readTree(
                    "{\"clientName\":\"t\",\"clientVersion\":\"1\",\"capabilities\":{\"progress\":true},"
                            + "\"settings\":{\"user\":{\"rpc\":{\"enabled\":true}}}}"));
            for (String name : providers()) {
                ask(server, "chat/start", Wire.JSON.readTree("{\"model\":\"" + name + "/m\",\"progressToken\":\"t\","
                        + "\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}"));
                ask(server, "models/list", Wire.JSON.readTree("{\"refresh\":true,\"provider\":\"" + name + "\"}"));
                ask(server, "secrets/where", Wire.JSON.readTree("{\"provider\":\"" + name + "\"}"));
                ask(server, "secrets/test", Wire.JSON.readTree("{\"provider\":\"" + name + "\"}"));
            }
            ask(server, "secrets/set", Wire.JSON.readTree(
                    "{\"provider\":\"env\",\"value\":\"" + Canaries.MARK + "set-4711\",\"store\":\"dotenv\"}"));
            ask(server, "providers/list", Wire.JSON.readTree("{\"known\":true}"));
            ask(server, "config/show", Wire.JSON.createObjectNode());
            ask(server, "doctor/run", Wire.JSON.createObjectNode());
            ask(server, "status/get", Wire.JSON.createObjectNode());
            ask(server, "access/list", Wire.JSON.createObjectNode());
            seen.addAll(Canaries.inProcesses(server.process().toHandle()));
            server.drainNotifications().forEach(told -> look("notification", told.params().toString()));
            look("stderr", server.stderr());
        }
        assertTrue(everyKeyReachedItsProvider(), "the test is worth nothing when no key was sent");
        seen.addAll(Canaries.in(home, file -> file.endsWith(".env")));
        assertEquals(List.of(), seen);
    }

    @Test
    void noCommandButEnvPrintsAKey() throws Exception {
        for (String[] arguments : new String[][] {
            {"providers"},
            {"models", "--refresh"},
            {"config", "show", "--explain"},
            {"chat", "--json", "-m", "gemini/m", "Hi"},
            {"chat", "-m", "openai_chat/m", "Hi"},
            {"secrets", "where", "gemini", "--json"},
            {"secrets", "test", "openai_chat", "--json"},
            {"secrets", "copy", "gemini", "--from", "dotenv", "--to", "dotenv", "--workspace"},
            {"doctor", "--json"},
            {"usage", "--json"},
        }) {
            CommandRun.Outcome outcome = run(arguments);
            look(String.join(" ", arguments), outcome.out() + outcome.err());
        }
        assertEquals(List.of(), seen);
        assertTrue(run("secrets", "env", "gemini").out().startsWith("export GEMINI_API_KEY='" + Canaries.MARK));
    }

    @Test
    void aCrashLeavesNoCopyOfTheMemory() throws Exception {
        String flags = Files.readString(Packaged.ofThisBuild().folder().resolve("open-llm.flags"));

        assertTrue(flags.contains("-XX:-CreateCoredumpOnCrash"), flags);
        assertFalse(flags.contains("HeapDump"), flags);
    }

    private List<String> providers() {
        List<String> names = new ArrayList<>(DIALECTS.stream().map(dialect -> dialect.replace('-', '_')).toList());
        names.add("env");
        return names;
    }

    private void ask(ServerProcess server, String method, JsonNode params) throws Exception {
        try {
            look(method, server.request(method, params).get(90, TimeUnit.SECONDS).toString());
        } catch (ExecutionException failed) {
            String data = failed.getCause() instanceof ServerProcess.RemoteError error ? error.data().toString() : "";
            look("error of " + method, failed.getCause().getMessage() + data);
        }
    }

    private void look(String where, String text) {
        Canaries.in(where, text).ifPresent(seen::add);
    }

    private boolean everyKeyReachedItsProvider() {
        String sent = provider.requests().stream().map(request -> request.headers().toString() + request.query()).toList().toString();
        return sent.contains(ENVIRONMENT_KEY)
                && DIALECTS.stream().allMatch(dialect -> sent.contains(Canaries.MARK + dialect + "-4711"));
    }

    private static FakeAnswer quoting(FakeRequest request) {
        String words = Wire.JSON.createObjectNode()
                .set("error", Wire.JSON.createObjectNode()
                        .put("type", "authentication_error")
                        .put("code", "bad_key")
                        .put("message", "Incorrect API key provided: " + request.headers() + " " + request.query()))
                .toString();
        return FakeAnswer.error(401, words);
    }

    private CommandRun.Outcome run(String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofThisBuild().launcher(), home, "", arguments)) {
            return run.end();
        }
    }
}
