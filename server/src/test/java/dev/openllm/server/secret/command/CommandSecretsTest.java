package dev.openllm.server.secret.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import dev.openllm.server.secret.EnvironmentSecrets;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Redaction;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for API keys that a command prints: they are stored only in memory, requested again after a refusal, and never
 * shown.
 */
@DisabledOnOs(OS.WINDOWS)
class CommandSecretsTest {

    private static final String HOST = "https://llm.example.com";

    @TempDir
    Path home;

    private Path program;
    private Path runs;
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private long elapsedNanos;
    private KeyHostBindings bindings;
    private CommandSecrets secrets;

    @BeforeEach
    void open() throws Exception {
        program = home.resolve("key");
        runs = home.resolve("runs");
        Files.writeString(runs, "");
        bindings = new KeyHostBindings(home);
        secrets = new CommandSecrets(
                new KeyCommand(Map.of("PATH", "/usr/bin:/bin"), home, Duration.ofSeconds(TestTimeouts.WAIT_SECONDS)),
                bindings,
                () -> now,
                () -> elapsedNanos);
        writeKeyScript("canary-first");
    }

    private void writeKeyScript(String key) throws Exception {
        writeScript("echo '" + key + "'");
    }

    private void writeScript(String script) throws Exception {
        Files.writeString(program, "#!/bin/sh\necho run >> '" + runs + "'\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private void advanceClock(long seconds) {
        now = now.plusSeconds(seconds);
        elapsedNanos += Duration.ofSeconds(seconds).toNanos();
    }

    private long runs() throws Exception {
        return Files.readAllLines(runs).size();
    }

    private SecretQuery query() {
        return new SecretQuery("work", List.of("WORK_API_KEY"), HOST, false)
                .withCommand(List.of(program.toString(), "canary-argument"));
    }

    private String key() {
        return ((Lookup.Found) secrets.find(query())).secret().reveal();
    }

    @Test
    void theCommandRunsOnceAndTheKeyIsCached() throws Exception {
        assertEquals("canary-first", key());
        assertEquals("canary-first", key());
        assertEquals(1, runs());
    }

    @Test
    void simultaneousRequestsRunTheCommandOnce() throws Exception {
        writeScript("sleep 0.2; echo canary-first");
        List<CompletableFuture<String>> keys = Stream.generate(() -> CompletableFuture.supplyAsync(this::key))
                .limit(8)
                .toList();

        keys.forEach(key -> assertEquals("canary-first", key.join()));
        assertEquals(1, runs());
    }

    @Test
    void aRefusedKeyIsReplacedByANewlyPrintedOne() throws Exception {
        key();
        writeKeyScript("canary-second");

        assertTrue(secrets.renew(query(), new Secret("canary-first")));
        assertEquals("canary-second", key());
        assertEquals(2, runs());
    }

    @Test
    void aKeyRenewedByAnotherRequestIsUsedWithoutRunningTheCommand() throws Exception {
        key();
        writeKeyScript("canary-second");
        secrets.renew(query(), new Secret("canary-first"));

        assertTrue(secrets.renew(query(), new Secret("canary-first")));
        assertEquals(2, runs());
    }

    @Test
    void anUnchangedKeyCausesNeitherARetryNorARunForEachRequest() throws Exception {
        key();
        assertFalse(secrets.renew(query(), new Secret("canary-first")));
        assertFalse(secrets.renew(query(), new Secret("canary-first")));
        assertEquals(2, runs());

        advanceClock(31);
        writeKeyScript("canary-second");
        assertTrue(secrets.renew(query(), new Secret("canary-first")));
    }

    @Test
    void aTokenWithAnExpirationTimeIsRenewedBeforeIt() throws Exception {
        String token = token(now.plusSeconds(600));
        writeKeyScript(token);
        assertEquals(token, key());
        advanceClock(560);
        assertEquals(token, key());
        assertEquals(1, runs());

        advanceClock(11);
        writeKeyScript("canary-second");
        assertEquals("canary-second", key());
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, 86_400})
    void clockChangesAffectNeitherFailuresNorRefusals(long seconds) throws Exception {
        writeScript("exit 1");
        secrets.find(query());
        now = now.plusSeconds(seconds);
        secrets.find(query());
        assertEquals(1, runs());
        advanceClock(4);
        writeKeyScript("canary-first");
        key();
        assertFalse(secrets.renew(query(), new Secret("canary-first")));
        now = now.minusSeconds(seconds);
        assertFalse(secrets.renew(query(), new Secret("canary-first")));
        assertEquals(3, runs());
        advanceClock(31);
        assertFalse(secrets.renew(query(), new Secret("canary-first")));
        assertEquals(4, runs());
    }

    @Test
    void aTokenExpiresEvenIfTheClockWasSetBack() throws Exception {
        String token = token(now.plusSeconds(600));
        writeKeyScript(token);
        assertEquals(token, key());
        now = now.minusSeconds(86_400);
        assertEquals(token, key());
        advanceClock(571);
        writeKeyScript("canary-second");
        assertEquals("canary-second", key());
    }

    @Test
    void withAClockThatIsAheadTheCommandDoesNotRunForEachRequest() throws Exception {
        String token = token(now.plusSeconds(600));
        now = now.plusSeconds(86_400);
        writeKeyScript(token);
        assertEquals(token, key());
        assertEquals(token, key());
        assertEquals(1, runs());
        advanceClock(31);
        assertEquals(token, key());
        assertEquals(2, runs());
    }

    @Test
    void aFailureContainsProviderExitCodeAndNextStepButNoOutput() throws Exception {
        writeScript("echo canary-out; echo canary-err >&2; exit 7");

        Lookup.Failed failure = assertInstanceOf(Lookup.Failed.class, secrets.find(query()));

        assertEquals(ErrorKind.AUTH, failure.error().kind());
        assertEquals(
                "The api_key_command of work failed with exit code 7.",
                failure.error().message());
        assertEquals(Optional.of("work"), failure.error().provider());
        assertTrue(failure.error().hint().orElse("").startsWith("Run the command in a terminal"));
        assertFalse(failure.error().toString().contains("canary"), failure.error()::toString);
    }

    @Test
    void aFailureIsRememberedBriefly() throws Exception {
        writeScript("exit 1");
        secrets.find(query());
        secrets.find(query());
        assertEquals(1, runs());

        advanceClock(4);
        writeKeyScript("canary-second");
        assertEquals("canary-second", key());
    }

    @Test
    void aKeyThatCannotBePrintedIsNotReplacedByAnother() throws Exception {
        writeScript("exit 1");
        SecretChain chain = chain(Map.of("WORK_API_KEY", "canary-environment"));

        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> chain.find(query()));
        assertEquals(ErrorKind.AUTH, exception.info().kind());
        assertEquals(
                Outcome.UNAVAILABLE, chain.where(query()).tried().getFirst().outcome());
    }

    @Test
    void theCommandTakesPrecedenceOverOtherStores() {
        SecretChain chain = chain(Map.of("WORK_API_KEY", "canary-environment"));
        assertEquals("canary-first", chain.find(query()).orElseThrow().secret().reveal());
        assertEquals(
                SecretStore.COMMAND, chain.where(query()).tried().getFirst().store());
    }

    @Test
    void aProviderWithoutACommandHasNoSuchStore() {
        SecretQuery queryWithoutCommand = new SecretQuery("work", List.of("WORK_API_KEY"), HOST, false);
        assertEquals(
                List.of(SecretStore.ENVIRONMENT),
                chain(Map.of()).where(queryWithoutCommand).tried().stream()
                        .map(tried -> tried.store())
                        .toList());
    }

    @Test
    void theCommandIsNotRunForAHostFromAWorkspace() throws Exception {
        SecretQuery otherHostQuery = new SecretQuery("work", List.of(), "https://evil.example", true)
                .withCommand(List.of(program.toString()));

        assertInstanceOf(Lookup.OtherHost.class, secrets.find(otherHostQuery));
        assertEquals(0, runs());
    }

    @Test
    void nothingIsStoredOrDeleted() {
        assertThrows(OpenLlmException.class, () -> secrets.set(query(), new Secret("canary-new"), SecretScope.USER));
        assertThrows(OpenLlmException.class, () -> secrets.delete(query(), SecretScope.USER));
    }

    @Test
    void printedKeysAreMaskedFromThenOn() {
        key();
        assertFalse(Redaction.redact("You sent canary-first.").contains("canary-first"));
    }

    private SecretChain chain(Map<String, String> environment) {
        return new SecretChain(
                List.of(secrets, new EnvironmentSecrets(environment, bindings)),
                Map::of,
                bindings,
                HostApprovalPrompt.DENY_ALL);
    }

    private static String token(Instant expiry) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String payload =
                encoder.encodeToString(("{\"exp\":" + expiry.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8));
        return "eyJhbGciOiJub25lIn0." + payload + ".canary-signature";
    }
}
