package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.rpc.peer.WebSocketPeer;
import dev.openllm.server.testing.KeyringSession;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/**
 * Stores known API keys, uses a provider that quotes what it receives, and searches everything that the product outputs
 * for the keys. JSON-RPC parameters are written with single quotes.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class CanaryIT {

    @TempDir
    Path home;

    private final QuotingProvider provider = new QuotingProvider();
    private final List<String> leaks = new ArrayList<>();

    @BeforeEach
    void configure() throws Exception {
        provider.configure(home);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void theServerNeitherPrintsNorLeavesAKey() throws Exception {
        List<String> names = QuotingProvider.dotenvProvidersAnd(
                QuotingProvider.ENVIRONMENT_PROVIDER, QuotingProvider.STORED_PROVIDER);
        try (ServerProcess server = startServer()) {
            request(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'vscode'}");
            assertTrue(server.secretStorage().toString().contains(QuotingProvider.key("stored")));
            for (String name : names) {
                for (String model : QuotingProvider.MODELS) {
                    request(server, "chat/start", chatParams(name + "/" + model));
                }
                request(server, "models/list", "{'refresh':true,'provider':'" + name + "'}");
                request(server, "secrets/where", "{'provider':'" + name + "'}");
                request(server, "secrets/test", "{'provider':'" + name + "'}");
            }
            request(server, "secrets/copy", "{'provider':'stored','from':'vscode','to':'dotenv'}");
            request(server, "secrets/handOver", "{'providers':['gemini','stored']}");
            request(server, "secrets/set", "{'provider':'env','value':['" + QuotingProvider.key("malformed") + "']}");
            request(server, "providers/list", "{'known':true}");
            for (String method : List.of("config/show", "doctor/run", "status/get", "access/list")) {
                request(server, method, "{}");
            }
            leaks.addAll(Canaries.findInProcesses(server.process().toHandle()));
            server.drainNotifications()
                    .forEach(notification ->
                            recordLeak("notification", notification.params().toString()));
            recordLeak("stderr", server.stderr());
        }
        assertEquals(List.of(), provider.withoutSentKey(names), "the test is worth nothing when no key was sent");
        assertNoKeyInFiles();
    }

    @Test
    void theServerNeitherPrintsNorLeavesAKeychainKey() throws Exception {
        KeyringSession.assumeInstalled();
        Files.createDirectory(
                home.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // On a busy machine, the keychain can fail to respond in time. The server then does not use the keychain for
        // one minute.
        while (!sendKeychainKey()) {
            assertEquals(List.of(), leaks);
        }
        assertNoKeyInFiles();
    }

    private boolean sendKeychainKey() throws Exception {
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        Packaged packaged = Packaged.ofCurrentBuild();
        List<String> command =
                KeyringSession.inSession(KeyringSession.UNLOCK_COMMANDS, packaged.serveCommand(packaged.cacheFlag()));
        try (ServerProcess server = ServerProcess.start(command, environment)) {
            initialize(server);
            request(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'keychain'}");
            for (String model : QuotingProvider.MODELS) {
                request(server, "chat/start", chatParams("stored/" + model));
            }
            request(server, "models/list", "{'refresh':true,'provider':'stored'}");
            boolean sent = provider.withoutSentKey(List.of("stored")).isEmpty();
            for (String method : List.of("secrets/where", "secrets/test", "doctor/run")) {
                request(server, method, "{'provider':'stored'}");
            }
            request(server, "secrets/handOver", "{'providers':['stored']}");
            request(server, "secrets/copy", "{'provider':'stored','from':'keychain','to':'vscode'}");
            leaks.addAll(Canaries.findInProcesses(server.process().toHandle()));
            request(server, "secrets/delete", "{'provider':'stored','store':'keychain'}");
            server.drainNotifications()
                    .forEach(notification ->
                            recordLeak("notification", notification.params().toString()));
            server.closeStdin();
            server.awaitExit();
            recordLeak("stderr", server.stderr());
            return sent;
        }
    }

    @Test
    void noPeerReceivesAKey() throws Exception {
        List<String> names = QuotingProvider.dotenvProvidersAnd(
                QuotingProvider.ENVIRONMENT_PROVIDER, QuotingProvider.STORED_PROVIDER);
        try (ServerProcess server = startServer()) {
            request(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'vscode'}");
            JsonNode entry = Wire.JSON.readTree(
                    home.resolve("run/openllm/" + server.process().pid() + ".json")
                            .toFile());
            try (WebSocketPeer peer = new WebSocketPeer(
                    entry.path("port").asInt(), entry.path("token").asText())) {
                requestAsPeer(peer, "initialize", "{'clientName':'peer','clientVersion':'1'}");
                for (String name : names) {
                    for (String model : QuotingProvider.MODELS) {
                        requestAsPeer(peer, "chat/start", chatParams(name + "/" + model));
                    }
                    for (String method : List.of(
                            "models/list",
                            "secrets/where",
                            "secrets/test",
                            "secrets/delete",
                            "doctor/run",
                            "tokens/count")) {
                        requestAsPeer(peer, method, "{'refresh':true,'provider':'" + name + "'}");
                    }
                }
                requestAsPeer(
                        peer,
                        "secrets/set",
                        "{'provider':'env','value':'" + QuotingProvider.key("peer") + "','store':'vscode'}");
                requestAsPeer(
                        peer, "secrets/set", "{'provider':'env','value':['" + QuotingProvider.key("malformed") + "']}");
                requestAsPeer(peer, "secrets/copy", "{'provider':'gemini','from':'dotenv','to':'vscode'}");
                requestAsPeer(peer, "secrets/handOver", "{'providers':['gemini','stored']}");
                requestAsPeer(peer, "secretStorage/get", "{'key':'openllm.secret.stored'}");
                requestAsPeer(
                        peer,
                        "config/transfer",
                        "{'from':{'store':'native','level':'user'},'to':{'store':'vscode','level':'user'}}");
                for (String method : List.of(
                        "providers/list",
                        "status/get",
                        "config/show",
                        "config/edit",
                        "config/complete",
                        "access/list",
                        "access/revoke",
                        "tools/list",
                        "tools/call")) {
                    requestAsPeer(peer, method, "{}");
                }
            }
            server.drainNotifications()
                    .forEach(notification ->
                            recordLeak("notification", notification.params().toString()));
            recordLeak("stderr", server.stderr());
        }
        assertEquals(List.of(), provider.withoutSentKey(names), "the test is worth nothing when no key was sent");
        assertNoKeyInFiles();
    }

    @Test
    void noGatewayResponseContainsAKey() throws Exception {
        List<String> names = QuotingProvider.dotenvProvidersAnd(QuotingProvider.ENVIRONMENT_PROVIDER);
        Map<String, String> environment = Map.of(
                QuotingProvider.ENVIRONMENT_VARIABLE,
                QuotingProvider.key(QuotingProvider.ENVIRONMENT_PROVIDER),
                "OPENLLM_GATEWAY_TOKEN",
                "of-the-test");
        try (GatewayRun gateway = GatewayRun.start(Packaged.ofCurrentBuild().launcher(), home, environment)) {
            for (String name : names) {
                for (String model : QuotingProvider.MODELS) {
                    for (boolean stream : new boolean[] {false, true}) {
                        String start = "{'model':'" + name + "/" + model + "','max_tokens':9,'stream':" + stream;
                        String messages = start + ",'messages':[{'role':'user','content':'Hi'}]}";
                        recordLeak("chat/completions", gateway.post("/v1/chat/completions", json(messages)));
                        recordLeak("messages", gateway.post("/v1/messages", json(messages)));
                        recordLeak("count_tokens", gateway.post("/v1/messages/count_tokens", json(messages)));
                        recordLeak("responses", gateway.post("/v1/responses", json(start + ",'input':'Hi'}")));
                        recordLeak("api/chat", gateway.post("/api/chat", json(messages)));
                        recordLeak("api/generate", gateway.post("/api/generate", json(start + ",'prompt':'Hi'}")));
                        String method = stream ? ":streamGenerateContent" : ":generateContent";
                        recordLeak(
                                "gemini",
                                gateway.post(
                                        "/v1beta/models/" + name + "/" + model + method,
                                        json("{'contents':[{'parts':[{'text':'Hi'}]}]}")));
                    }
                }
            }
            for (String path : List.of(
                    "/v1/models",
                    "/v1/models/gemini/m",
                    "/openapi.json",
                    "/healthz",
                    "/nowhere",
                    "/api/tags",
                    "/v1beta/models")) {
                recordLeak(path, gateway.get(path));
            }
            leaks.addAll(Canaries.findInProcesses(gateway.process()));
            recordLeak("printed", gateway.output());
        }
        assertEquals(List.of(), provider.withoutSentKey(names), "the test is worth nothing when no key was sent");
        assertNoKeyInFiles();
    }

    @Test
    void onlyTheEnvCommandPrintsAKey() throws Exception {
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
            recordLeak(String.join(" ", arguments), outcome.out() + outcome.err());
        }
        assertEquals(List.of(), leaks);
        assertTrue(run("secrets", "env", "gemini").out().startsWith("export GEMINI_API_KEY='" + Canaries.MARK));
    }

    @Test
    void aCrashLeavesNoCopyOfTheMemory() throws Exception {
        String flags = Files.readString(Packaged.ofCurrentBuild().folder().resolve("open-llm.flags"));

        assertTrue(flags.contains("-XX:-CreateCoredumpOnCrash"), flags);
        assertFalse(flags.contains("HeapDump"), flags);
    }

    /**
     * Starts a server for an editor that provides secret storage and has an API key in its environment. Peers can use
     * every model.
     */
    private ServerProcess startServer() throws Exception {
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put(
                QuotingProvider.ENVIRONMENT_VARIABLE, QuotingProvider.key(QuotingProvider.ENVIRONMENT_PROVIDER));
        Packaged packaged = Packaged.ofCurrentBuild();
        ServerProcess server = ServerProcess.start(packaged.serveCommand(packaged.cacheFlag()), environment);
        initialize(server);
        return server;
    }

    private void initialize(ServerProcess server) throws Exception {
        request(
                server,
                "initialize",
                "{'clientName':'t','clientVersion':'1','capabilities':{'progress':true,'secretStorage':true},"
                        + "'settings':{'user':{'rpc':{'enabled':true},'access':{'default':'allow'}}}}");
    }

    private static String chatParams(String model) {
        return "{'model':'" + model + "','progressToken':'t',"
                + "'messages':[{'role':'user','parts':[{'type':'text','text':'Hi'}]}]}";
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private void request(ServerProcess server, String method, String params) throws Exception {
        try {
            recordLeak(
                    method,
                    server.request(method, Wire.JSON.readTree(json(params)))
                            .get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                            .toString());
        } catch (ExecutionException failed) {
            String data = failed.getCause() instanceof ServerProcess.RemoteError error
                    ? error.data().toString()
                    : "";
            recordLeak("error of " + method, failed.getCause().getMessage() + data);
        }
    }

    /** Sends a request as a peer, and checks everything that the peer receives until the reply arrives. */
    private void requestAsPeer(WebSocketPeer peer, String method, String params) {
        peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + json(params) + "}");
        JsonNode message;
        do {
            message = peer.next();
            recordLeak(method + " of a peer", message.toString());
        } while (!message.has("id"));
    }

    private void recordLeak(String source, String text) {
        Canaries.find(source, text).ifPresent(leaks::add);
    }

    private void assertNoKeyInFiles() throws Exception {
        leaks.addAll(Canaries.find(home, file -> file.endsWith(".env")));
        assertEquals(List.of(), leaks);
    }

    private CommandRun.Outcome run(String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "", arguments)) {
            return run.awaitOutcome();
        }
    }
}
