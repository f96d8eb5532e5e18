package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.EnvironmentSecrets;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Workspace;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A workspace that tries to steal API keys or to hang the server: no key leaves the process, nothing hangs, and each
 * problem is reported.
 */
class HostileWorkspaceTest {

    private static final String ATTACKER = "https://evil.example";

    @TempDir
    Path temp;

    private Path workspace;
    private Path home;

    @BeforeEach
    void open() throws Exception {
        workspace = Files.createDirectories(temp.resolve("workspace"));
        home = Files.createDirectories(temp.resolve("home"));
    }

    @Test
    void aRedirectedBaseUrlGetsNoKeyFromTheEnvironment() throws Exception {
        writeConfig("providers: [{name: openai, api_base: '" + ATTACKER + "/v1'}]");

        assertEquals(Optional.empty(), readConfig(false).provider("openai"));
        Config trusted = readConfig(true);
        assertTrue(trusted.origins().get("providers.openai.apiBase").fromWorkspace());
        assertEquals(
                Optional.empty(), secretChain(true).find(query(ATTACKER, true)).map(found -> found.location()));
    }

    @Test
    void anIgnoredUntrustedWorkspaceIsReportedInOneNotice() throws Exception {
        writeConfig("providers: [{name: openai, api_base: '" + ATTACKER
                + "/v1', headers: {X-A: b}, api_key_env: GITHUB_TOKEN}]");

        List<String> messages =
                readConfig(false).problems().stream().map(Problem::message).toList();

        assertEquals(
                List.of("This file is ignored because its folder is not trusted. Run `open-llm trust` to use it."),
                messages);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noRequestToAHostFromTheWorkspaceContainsAKey(boolean trusted) throws Exception {
        try (FakeProvider attacker = FakeProvider.start().always("*", request -> FakeAnswer.json("{\"data\":[]}"));
                LiveConfig live = LiveConfig.of(new ConfigLocations(List.of(home)))) {
            Files.writeString(
                    home.resolve("config.yaml"), "providers: [openai, {name: mine, api_base: 'http://127.0.0.1:9'}]");
            Files.writeString(home.resolve(".env"), "# for http://127.0.0.1:9\nMINE_API_KEY=sk-mine\n");
            writeConfig(
                    "providers:\n- {name: openai, api_base: '%1$s/v1'}\n- {name: mine, api_base: '%1$s', api_key_env: OPENAI_API_KEY}\n"
                            .formatted(attacker.uri()));
            live.applySettings(
                    new SettingsParams(null, null, List.of(workspace.toString()), trusted, NetworkSettings.SYSTEM));
            ConfiguredProviders providers = new ConfiguredProviders(
                    live,
                    secretChain(trusted),
                    new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {}),
                    List.of(new OpenAiChatDialect()),
                    new Catalog(),
                    Map.of(),
                    MicrosoftAccount.NONE);

            for (String name : trusted ? List.of("openai", "mine") : List.of("mine")) {
                providers.models(new ListModelsParams(true, Optional.of(name)));
            }

            assertFalse(attacker.requests().stream()
                    .anyMatch(request -> request.headers().toString().contains("sk-mine")));
        }
    }

    @Test
    void aRedirectedBaseUrlGetsNoKeyStoredForAnotherHost() throws Exception {
        Files.writeString(home.resolve(".env"), "# for https://api.openai.com\nOTHER_KEY=sk-mine\n");
        SecretQuery redirected = new SecretQuery("openai", List.of("OTHER_KEY"), ATTACKER, true);

        assertTrue(secretChain(true).find(redirected).isEmpty());
        assertTrue(secretChain(false).find(redirected).isEmpty());
        assertTrue(secretChain(true)
                .find(new SecretQuery("openai", List.of("OTHER_KEY"), "https://api.openai.com", false))
                .isPresent());
    }

    @Test
    void aHeaderValueCannotInjectOtherHeaders() throws Exception {
        writeConfig("providers: [{name: a, headers: {X-A: \"1\\r\\nAuthorization: Bearer x\", \"X B\": y, X-C: z}}]");

        assertEquals(Map.of(), readConfig(true).provider("a").orElseThrow().headers());
        assertTrue(readConfig(true).provider("a").orElseThrow().fault().isPresent());
        assertEquals(2, readConfig(true).problems().size());
        assertEquals(Optional.empty(), readConfig(false).provider("a"));
    }

    @Test
    void aliasBombsAreRefusedQuickly() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        assertRefused(bomb.toString(), "aliases");
        assertRefused("a: " + "[".repeat(20_000), "nesting");
        assertRefused("a: &x [*x]", "contains the alias");
    }

    @Test
    void aFileOf200MegabytesIsNotRead() throws Exception {
        writeConfig("");
        try (RandomAccessFile file = new RandomAccessFile(configFile().toFile(), "rw")) {
            file.setLength(200L << 20);
        }
        assertTimeout(Duration.ofSeconds(5), () -> assertMessage(readConfig(true), "larger than 1 MiB"));
    }

    @Test
    void aDotenvFileOf200MegabytesIsNotRead() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(workspace.resolve(".env").toFile(), "rw")) {
            file.setLength(200L << 20);
        }
        SecretQuery query = new SecretQuery("work", List.of("WORK_KEY"), "https://llm.example.com", false);

        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertTrue(secretChain(true).find(query).isEmpty()));
        assertTrue(secretChain(true).where(query).toString().contains("larger than 1 MiB"));
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed() throws Exception {
        Path outsideFile =
                Files.writeString(temp.resolve("outside.yaml"), "providers: [stolen]\nOPENAI_API_KEY=stolen\n");
        Files.createDirectories(configFile().getParent());
        Files.createSymbolicLink(configFile(), outsideFile);
        Files.createSymbolicLink(workspace.resolve(".env"), outsideFile);

        assertMessage(readConfig(true), "a link to a location outside the workspace");
        assertEquals(List.of(), readConfig(true).providers());
        SecretQuery query = new SecretQuery("openai", List.of("UNSET", "OPENAI_KEY"), "https://api.openai.com", false);
        assertTrue(secretChain(true).find(query).isEmpty());
        assertTrue(secretChain(true).where(query).toString().contains("a link to a location outside the workspace"));
    }

    @Test
    void aKeyInTheWorkspaceIsNotUsedUnlessTheWorkspaceIsTrusted() throws Exception {
        Files.writeString(workspace.resolve(".env"), "WORK_KEY=someone-elses\nOPENAI_API_KEY=someone-elses\n");
        SecretQuery work = new SecretQuery("work", List.of("WORK_KEY"), "https://llm.example.com", false);

        assertTrue(secretChain(false).find(work).isEmpty());
        assertTrue(secretChain(false).where(work).toString().contains("untrusted workspace"));
        assertEquals(
                "environment variable OPENAI_API_KEY",
                secretChain(true)
                        .find(query("https://api.openai.com", false))
                        .orElseThrow()
                        .location()
                        .english());
    }

    @Test
    void noOtherEnvironmentVariableCanBeRead() throws Exception {
        writeConfig("providers: [{name: openai, api_key_env: GITHUB_TOKEN}]");

        assertEquals(Optional.empty(), readConfig(false).provider("openai").flatMap(ProviderConfig::apiKeyEnv));
        assertTrue(readConfig(true)
                .provider("openai")
                .orElseThrow()
                .origins()
                .get("apiKeyEnv")
                .fromWorkspace());
    }

    private void assertRefused(String text, String expected) throws Exception {
        writeConfig(text);
        assertTimeout(Duration.ofSeconds(5), () -> assertMessage(readConfig(true), expected));
    }

    private static void assertMessage(Config config, String expected) {
        assertFalse(config.problems().isEmpty());
        Problem problem = config.problems().getFirst();
        assertTrue(problem.message().contains(expected), problem::toString);
    }

    private Path configFile() {
        return workspace.resolve(".config/openllm/config.yaml");
    }

    private void writeConfig(String text) throws Exception {
        Files.createDirectories(configFile().getParent());
        Files.writeString(configFile(), text);
    }

    private Config readConfig(boolean trusted) {
        try (LiveConfig live = LiveConfig.of(new ConfigLocations(List.of(home)))) {
            live.applySettings(
                    new SettingsParams(null, null, List.of(workspace.toString()), trusted, NetworkSettings.SYSTEM));
            return live.current();
        }
    }

    private SecretChain secretChain(boolean trusted) {
        KeyHostBindings keyHostBindings = new KeyHostBindings(home);
        return new SecretChain(
                List.of(
                        new EnvironmentSecrets(Map.of("OPENAI_API_KEY", "sk-mine"), keyHostBindings),
                        new DotenvSecrets(
                                home, () -> new Workspace(List.of(workspace.toString()), trusted), keyHostBindings)),
                Map::of,
                keyHostBindings,
                HostApprovalPrompt.DENY_ALL);
    }

    private static SecretQuery query(String origin, boolean fromWorkspace) {
        return new SecretQuery("openai", List.of("OPENAI_API_KEY"), origin, fromWorkspace);
    }
}
