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
@Timeout(TestTimeouts.OF_A_TEST)
class CanaryIT {

    @TempDir
    Path home;

    private final QuotingProvider provider = new QuotingProvider();
    private final List<String> seen = new ArrayList<>();

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
        List<String> names = QuotingProvider.byDotenvAnd(QuotingProvider.BY_ENVIRONMENT, QuotingProvider.BY_TEST);
        try (ServerProcess server = startServer()) {
            ask(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'vscode'}");
            assertTrue(server.secretStorage().toString().contains(QuotingProvider.key("stored")));
            for (String name : names) {
                for (String model : QuotingProvider.MODELS) {
                    ask(server, "chat/start", chat(name + "/" + model));
                }
                ask(server, "models/list", "{'refresh':true,'provider':'" + name + "'}");
                ask(server, "secrets/where", "{'provider':'" + name + "'}");
                ask(server, "secrets/test", "{'provider':'" + name + "'}");
            }
            ask(server, "secrets/copy", "{'provider':'stored','from':'vscode','to':'dotenv'}");
            ask(server, "secrets/handOver", "{'providers':['gemini','stored']}");
            ask(server, "secrets/set", "{'provider':'env','value':['" + QuotingProvider.key("malformed") + "']}");
            ask(server, "providers/list", "{'known':true}");
            for (String method : List.of("config/show", "doctor/run", "status/get", "access/list")) {
                ask(server, method, "{}");
            }
            seen.addAll(Canaries.inProcesses(server.process().toHandle()));
            server.drainNotifications()
                    .forEach(told -> look("notification", told.params().toString()));
            look("stderr", server.stderr());
        }
        assertEquals(List.of(), provider.withoutKey(names), "the test is worth nothing when no key was sent");
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
        while (!keyOfTheKeychainWasSent()) {
            assertEquals(List.of(), seen);
        }
        assertNoKeyInFiles();
    }

    private boolean keyOfTheKeychainWasSent() throws Exception {
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        Packaged packaged = Packaged.ofThisBuild();
        List<String> command = KeyringSession.around(KeyringSession.UNLOCKED, packaged.serve(packaged.useCache()));
        try (ServerProcess server = ServerProcess.start(command, environment)) {
            initialize(server);
            ask(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'keychain'}");
            for (String model : QuotingProvider.MODELS) {
                ask(server, "chat/start", chat("stored/" + model));
            }
            ask(server, "models/list", "{'refresh':true,'provider':'stored'}");
            boolean sent = provider.withoutKey(List.of("stored")).isEmpty();
            for (String method : List.of("secrets/where", "secrets/test", "doctor/run")) {
                ask(server, method, "{'provider':'stored'}");
            }
            ask(server, "secrets/handOver", "{'providers':['stored']}");
            ask(server, "secrets/copy", "{'provider':'stored','from':'keychain','to':'vscode'}");
            seen.addAll(Canaries.inProcesses(server.process().toHandle()));
            ask(server, "secrets/delete", "{'provider':'stored','store':'keychain'}");
            server.drainNotifications()
                    .forEach(told -> look("notification", told.params().toString()));
            server.closeStdin();
            server.awaitExit();
            look("stderr", server.stderr());
            return sent;
        }
    }

    @Test
    void noPeerReceivesAKey() throws Exception {
        List<String> names = QuotingProvider.byDotenvAnd(QuotingProvider.BY_ENVIRONMENT, QuotingProvider.BY_TEST);
        try (ServerProcess server = startServer()) {
            ask(
                    server,
                    "secrets/set",
                    "{'provider':'stored','value':'" + QuotingProvider.key("stored") + "','store':'vscode'}");
            JsonNode entry = Wire.JSON.readTree(
                    home.resolve("run/openllm/" + server.process().pid() + ".json")
                            .toFile());
            try (WebSocketPeer peer = new WebSocketPeer(
                    entry.path("port").asInt(), entry.path("token").asText())) {
                askAsPeer(peer, "initialize", "{'clientName':'peer','clientVersion':'1'}");
                for (String name : names) {
                    for (String model : QuotingProvider.MODELS) {
                        askAsPeer(peer, "chat/start", chat(name + "/" + model));
                    }
                    for (String method : List.of(
                            "models/list",
                            "secrets/where",
                            "secrets/test",
                            "secrets/delete",
                            "doctor/run",
                            "tokens/count")) {
                        askAsPeer(peer, method, "{'refresh':true,'provider':'" + name + "'}");
                    }
                }
                askAsPeer(
                        peer,
                        "secrets/set",
                        "{'provider':'env','value':'" + QuotingProvider.key("peer") + "','store':'vscode'}");
                askAsPeer(
                        peer, "secrets/set", "{'provider':'env','value':['" + QuotingProvider.key("malformed") + "']}");
                askAsPeer(peer, "secrets/copy", "{'provider':'gemini','from':'dotenv','to':'vscode'}");
                askAsPeer(peer, "secrets/handOver", "{'providers':['gemini','stored']}");
                askAsPeer(peer, "secretStorage/get", "{'key':'openllm.secret.stored'}");
                askAsPeer(
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
                    askAsPeer(peer, method, "{}");
                }
            }
            server.drainNotifications()
                    .forEach(told -> look("notification", told.params().toString()));
            look("stderr", server.stderr());
        }
        assertEquals(List.of(), provider.withoutKey(names), "the test is worth nothing when no key was sent");
        assertNoKeyInFiles();
    }

    @Test
    void noGatewayResponseContainsAKey() throws Exception {
        List<String> names = QuotingProvider.byDotenvAnd(QuotingProvider.BY_ENVIRONMENT);
        Map<String, String> environment = Map.of(
                QuotingProvider.VARIABLE,
                QuotingProvider.key(QuotingProvider.BY_ENVIRONMENT),
                "OPENLLM_GATEWAY_TOKEN",
                "of-the-test");
        try (GatewayRun gateway = GatewayRun.start(Packaged.ofThisBuild().launcher(), home, environment)) {
            for (String name : names) {
                for (String model : QuotingProvider.MODELS) {
                    for (boolean stream : new boolean[] {false, true}) {
                        String start = "{'model':'" + name + "/" + model + "','max_tokens':9,'stream':" + stream;
                        String messages = start + ",'messages':[{'role':'user','content':'Hi'}]}";
                        look("chat/completions", gateway.post("/v1/chat/completions", json(messages)));
                        look("messages", gateway.post("/v1/messages", json(messages)));
                        look("count_tokens", gateway.post("/v1/messages/count_tokens", json(messages)));
                        look("responses", gateway.post("/v1/responses", json(start + ",'input':'Hi'}")));
                        look("api/chat", gateway.post("/api/chat", json(messages)));
                        look("api/generate", gateway.post("/api/generate", json(start + ",'prompt':'Hi'}")));
                        String method = stream ? ":streamGenerateContent" : ":generateContent";
                        look(
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
                look(path, gateway.get(path));
            }
            seen.addAll(Canaries.inProcesses(gateway.process()));
            look("printed", gateway.printed());
        }
        assertEquals(List.of(), provider.withoutKey(names), "the test is worth nothing when no key was sent");
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

    /**
     * Starts a server for an editor that provides secret storage and has an API key in its environment. Peers can use
     * every model.
     */
    private ServerProcess startServer() throws Exception {
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put(QuotingProvider.VARIABLE, QuotingProvider.key(QuotingProvider.BY_ENVIRONMENT));
        Packaged packaged = Packaged.ofThisBuild();
        ServerProcess server = ServerProcess.start(packaged.serve(packaged.useCache()), environment);
        initialize(server);
        return server;
    }

    private void initialize(ServerProcess server) throws Exception {
        ask(
                server,
                "initialize",
                "{'clientName':'t','clientVersion':'1','capabilities':{'progress':true,'secretStorage':true},"
                        + "'settings':{'user':{'rpc':{'enabled':true},'access':{'default':'allow'}}}}");
    }

    private static String chat(String model) {
        return "{'model':'" + model + "','progressToken':'t',"
                + "'messages':[{'role':'user','parts':[{'type':'text','text':'Hi'}]}]}";
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private void ask(ServerProcess server, String method, String params) throws Exception {
        try {
            look(
                    method,
                    server.request(method, Wire.JSON.readTree(json(params)))
                            .get(TestTimeouts.SECONDS, TimeUnit.SECONDS)
                            .toString());
        } catch (ExecutionException failed) {
            String data = failed.getCause() instanceof ServerProcess.RemoteError error
                    ? error.data().toString()
                    : "";
            look("error of " + method, failed.getCause().getMessage() + data);
        }
    }

    /** Sends a request as a peer, and checks everything that the peer receives until the reply arrives. */
    private void askAsPeer(WebSocketPeer peer, String method, String params) {
        peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + json(params) + "}");
        JsonNode told;
        do {
            told = peer.next();
            look(method + " of a peer", told.toString());
        } while (!told.has("id"));
    }

    private void look(String where, String text) {
        Canaries.in(where, text).ifPresent(seen::add);
    }

    private void assertNoKeyInFiles() throws Exception {
        seen.addAll(Canaries.in(home, file -> file.endsWith(".env")));
        assertEquals(List.of(), seen);
    }

    private CommandRun.Outcome run(String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofThisBuild().launcher(), home, "", arguments)) {
            return run.end();
        }
    }
}
