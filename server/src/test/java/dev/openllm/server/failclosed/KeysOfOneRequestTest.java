package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.chat.doctor.KeyCheck;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.KeyNames;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Workspace;
import dev.openllm.server.secret.command.CommandSecrets;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the API keys that one request is sent with: further keys if the first one has reached its limit, and a
 * renewed key.
 */
@DisabledOnOs(OS.WINDOWS)
class KeysOfOneRequestTest {

    private static final String RATE_LIMIT_ERROR =
            "{\"error\":{\"message\":\"Rate limit reached for canary-one\",\"code\":\"rate_limit_exceeded\"}}";
    private static final String QUOTA_ERROR =
            "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}";

    @TempDir
    Path temp;

    private ConfiguredProduct product;
    private SecretChain keys;
    private Path program;
    private final Map<String, FakeAnswer> responsesByKey = new HashMap<>();

    @BeforeEach
    void open() {
        product = new ConfiguredProduct(temp);
        Path home = temp.resolve("keys");
        program = temp.resolve("print-key");
        KeyHostBindings bindings = new KeyHostBindings(home);
        keys = new SecretChain(
                List.of(
                        new CommandSecrets(Map.of("PATH", "/usr/bin:/bin"), temp, bindings),
                        new DotenvSecrets(home, () -> new Workspace(List.of(), false), bindings)),
                Map::of,
                bindings,
                HostApprovalPrompt.DENY_ALL,
                KeyNames.ofFolder(home));
        product.ownProvider.always("*", this::respond);
        product.with(keys);
    }

    @AfterEach
    void close() {
        product.close();
    }

    private FakeAnswer respond(FakeRequest request) {
        FakeAnswer scriptedResponse =
                responsesByKey.get(request.header("authorization").replace("Bearer ", ""));
        if (scriptedResponse != null) {
            return scriptedResponse;
        }
        return request.method().equals("GET")
                ? FakeAnswer.json("{\"object\":\"list\",\"data\":[{\"id\":\"a\"}]}")
                : FakeAnswer.sse(
                        "{\"choices\":[{\"delta\":{\"content\":\"hello\"}}]}",
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "[DONE]");
    }

    private void start(String additionalFields) {
        product.start(
                "policies: {retries: 0}\ndiscovery: {enabled: false}\nproviders:\n- {name: work, api_base: \"%s/v1\""
                                .formatted(product.ownProvider.uri())
                        + ", models: [a]" + additionalFields + "}\n");
    }

    private SecretQuery workQuery() {
        return product.providers().secretQuery("work");
    }

    private void storeKeys(String... names) {
        for (String name : names) {
            SecretQuery query = name.equals("one") ? workQuery() : workQuery().withName(name);
            keys.set(query, new Secret("canary-" + name), Optional.of(SecretStore.DOTENV), SecretScope.USER);
        }
    }

    private ChatResult chat(List<ChatEvent> events) {
        return product.chats()
                .chat(
                        new ChatParams(
                                "work/a",
                                List.of(Message.user("Hi")),
                                List.of(),
                                ToolChoice.AUTO,
                                ChatOptions.DEFAULTS,
                                Optional.empty(),
                                Optional.empty()),
                        events::add);
    }

    private List<String> sentKeys() {
        return product.promptRequests().stream()
                .map(request -> request.header("authorization").replace("Bearer ", ""))
                .toList();
    }

    // ---- keys with names

    @ParameterizedTest
    @ValueSource(ints = {429, 402})
    void theNextKeyIsUsedForTheSameRequest(int status) {
        start("");
        storeKeys("one", "second", "third");
        responsesByKey.put("canary-one", FakeAnswer.error(status, status == 429 ? RATE_LIMIT_ERROR : QUOTA_ERROR));
        List<ChatEvent> events = new ArrayList<>();

        ChatResult result = chat(events);

        assertEquals(Optional.of("second"), result.keyName());
        assertEquals(List.of("canary-one", "canary-second"), sentKeys());
        ChatEvent.Notice notice = (ChatEvent.Notice) events.getFirst();
        assertTrue(notice.message().endsWith("Retrying with the API key second."), notice::message);
        assertFalse(events.toString().contains("canary"), events::toString);
    }

    @Test
    void theRecordNamesTheKey() {
        start("");
        storeKeys("one", "second");
        responsesByKey.put("canary-one", FakeAnswer.error(429, RATE_LIMIT_ERROR));

        assertEquals(
                Optional.of("second"),
                ModelUse.finished("test", chat(new ArrayList<>())).key());
        responsesByKey.clear();
        assertEquals(
                Optional.empty(),
                ModelUse.finished("test", chat(new ArrayList<>())).key());
    }

    @Test
    void eachKeyIsTriedOnceAndTheErrorContainsNone() {
        start("");
        storeKeys("one", "second", "third");
        for (String key : List.of("canary-one", "canary-second", "canary-third")) {
            responsesByKey.put(key, FakeAnswer.error(429, RATE_LIMIT_ERROR));
        }

        ErrorInfo error = product.chat("work/a").orElseThrow();

        assertEquals(ErrorKind.RATE_LIMITED, error.kind());
        assertEquals(List.of("canary-one", "canary-second", "canary-third"), sentKeys());
        assertFalse(error.toString().contains("canary"), error::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 500, 503})
    void otherFailuresDoNotUseAnotherKey(int status) {
        start("");
        storeKeys("one", "second");
        responsesByKey.put("canary-one", FakeAnswer.error(status, "{\"error\":{\"message\":\"no\"}}"));

        assertTrue(product.chat("work/a").isPresent());
        assertEquals(List.of("canary-one"), sentKeys());
    }

    @Test
    void aProviderWithOnlyANamedKeyUsesIt() {
        start("");
        storeKeys("second");

        assertEquals(Optional.of("second"), chat(new ArrayList<>()).keyName());
        product.listModelsAndProviders();
        assertTrue(product.ownProvider.requests().stream()
                .allMatch(request -> request.header("authorization").equals("Bearer canary-second")));
    }

    @Test
    void aKeyForAnotherHostIsSkipped() {
        start("");
        storeKeys("one");
        keys.set(
                new SecretQuery("work", List.of("WORK_API_KEY"), "https://elsewhere.example", false).withName("second"),
                new Secret("canary-second"),
                Optional.of(SecretStore.DOTENV),
                SecretScope.USER);
        storeKeys("third");
        responsesByKey.put("canary-one", FakeAnswer.error(429, RATE_LIMIT_ERROR));

        assertEquals(Optional.of("third"), chat(new ArrayList<>()).keyName());
        assertEquals(List.of("canary-one", "canary-third"), sentKeys());
    }

    @Test
    void aTestOfOneKeySendsNoOtherKey() {
        start(", headers: {}");
        storeKeys("one", "second", "third");
        responsesByKey.put("canary-second", FakeAnswer.error(429, RATE_LIMIT_ERROR));
        KeyCheck check = new KeyCheck(product.providers(), product.chats(), model -> {});

        TestSecretResult limitedResult = check.runNamed(workQuery().withName("second"), Optional.of("a"), keys::find);
        TestSecretResult validResult = check.runNamed(workQuery().withName("third"), Optional.of("a"), keys::find);

        assertEquals(ErrorKind.RATE_LIMITED, limitedResult.error().orElseThrow().kind());
        assertEquals(Optional.empty(), validResult.error());
        assertEquals(List.of("canary-second", "canary-third"), sentKeys());
    }

    // ---- a key that a command prints

    private void setPrintedKey(String key) throws Exception {
        Files.writeString(program, "#!/bin/sh\necho " + key + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aRefusedKeyIsRenewedAndTheRequestRepeated() throws Exception {
        setPrintedKey("canary-old");
        start(", api_key_command: [\"" + program + "\"]");
        assertEquals(Optional.empty(), product.chat("work/a"));
        setPrintedKey("canary-new");
        responsesByKey.put("canary-old", FakeAnswer.error(401, "{\"error\":{\"message\":\"expired\"}}"));

        assertEquals(Optional.empty(), product.chat("work/a"));

        assertEquals(List.of("canary-old", "canary-old", "canary-new"), sentKeys());
    }

    @Test
    void theRenewedKeyIsAlsoUsedForAModelList() throws Exception {
        setPrintedKey("canary-old");
        responsesByKey.put("canary-old", FakeAnswer.error(401, "{\"error\":{\"message\":\"expired\"}}"));
        start(", api_key_command: [\"" + program + "\"]");
        workQuery();
        keys.find(workQuery());
        setPrintedKey("canary-new");

        product.listModelsAndProviders();

        assertEquals("Bearer canary-new", product.ownProvider.lastRequest().header("authorization"));
    }

    @Test
    void aKeyThatIsRefusedTwiceIsAnError() throws Exception {
        setPrintedKey("canary-old");
        responsesByKey.put("canary-old", FakeAnswer.error(401, "{\"error\":{\"message\":\"Bad key canary-old\"}}"));
        start(", api_key_command: [\"" + program + "\"]");

        ErrorInfo error = product.chat("work/a").orElseThrow();

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals(List.of("canary-old"), sentKeys());
        assertFalse(error.toString().contains("canary"), error::toString);
    }

    @Test
    void nothingIsSentWhileTheCommandFails() throws Exception {
        Files.writeString(program, "#!/bin/sh\necho canary-key\nexit 9\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        start(", api_key_command: [\"" + program + "\"]");
        storeKeys("one");

        ErrorInfo error = product.chat("work/a").orElseThrow();
        product.listModelsAndProviders();

        assertEquals("The api_key_command of work failed with exit code 9.", error.message());
        assertEquals(List.of(), product.ownProvider.requests());
    }
}
