package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the gateway accepts exactly the origins and hosts that the user lists. */
@Timeout(TestTimeouts.TEST_SECONDS)
class AllowedClientsTest {

    private static final AllowedClients ALLOWED = new AllowedClients(
            Set.of("app://obsidian.md", "http://localhost:3000"),
            Set.of("host.docker.internal", "llm.example.com:8443"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "app://obsidian.md, 200",
        "http://localhost:3000, 200",
        "http://localhost:3001, 403",
        "http://localhost, 403",
        "https://localhost:3000, 403",
        "app://obsidian.md.evil.example, 403",
        "app://obsidian.mdx, 403",
        "xapp://obsidian.md, 403",
        "APP://OBSIDIAN.MD, 403",
        "null, 403",
        "*, 403"
    })
    void anOriginIsAllowedExactlyAsListed(String origin, int status) {
        try (GatewayFixture gateway = startGateway(ALLOWED)) {
            String response = gateway.sendRaw(
                    "GET /v1/models HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nOrigin: " + origin
                            + "\r\nAuthorization: Bearer " + GatewayFixture.TOKEN + "\r\nConnection: close\r\n\r\n");
            assertTrue(response.startsWith("HTTP/1.1 " + status), response);
            assertEquals(status == 200, response.contains("Access-Control-Allow-Origin: " + origin + "\r\n"), response);
            assertFalse(response.contains("Access-Control-Allow-Origin: *"), response);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "host.docker.internal:PORT, 200",
        "HOST.docker.internal:PORT, 200",
        "host.docker.internal, 200",
        "host.docker.internal:1, 403",
        "llm.example.com:8443, 200",
        "llm.example.com:PORT, 403",
        "llm.example.com, 403",
        "x.host.docker.internal:PORT, 403",
        "evil.example, 403"
    })
    void aHostIsAllowedExactlyAsListed(String host, int status) {
        try (GatewayFixture gateway = startGateway(ALLOWED)) {
            String response = gateway.sendRaw("GET /v1/models HTTP/1.1\r\nHost: "
                    + host.replace("PORT", "" + gateway.port())
                    + "\r\nAuthorization: Bearer " + GatewayFixture.TOKEN + "\r\nConnection: close\r\n\r\n");
            assertTrue(response.startsWith("HTTP/1.1 " + status), response);
        }
    }

    @Test
    void aPreflightOfAnAllowedOriginNeedsNoToken() {
        try (GatewayFixture gateway = startGateway(ALLOWED)) {
            String response = preflight(gateway, "app://obsidian.md");
            assertTrue(response.startsWith("HTTP/1.1 200"), response);
            for (String header : List.of(
                    "Access-Control-Allow-Origin: app://obsidian.md",
                    "Access-Control-Allow-Methods: GET, POST, DELETE",
                    "Access-Control-Allow-Headers: authorization, x-stainless-os",
                    "Access-Control-Allow-Private-Network: true",
                    "Vary: Origin")) {
                assertTrue(response.contains(header + "\r\n"), response);
            }
            assertFalse(response.contains("Allow-Credentials"), response);
        }
    }

    @Test
    void aPreflightOfAnyOtherOriginIsRefusedWithoutSuchHeaders() {
        try (GatewayFixture gateway = startGateway(ALLOWED);
                GatewayFixture closedGateway = startGateway(AllowedClients.NONE)) {
            for (String response : List.of(
                    preflight(gateway, "https://evil.example"), preflight(closedGateway, "app://obsidian.md"))) {
                assertTrue(response.startsWith("HTTP/1.1 403"), response);
                assertFalse(response.contains("Access-Control"), response);
            }
        }
    }

    @Test
    void anAllowedOriginNeedsTheTokenAndCanReadTheRefusal() {
        try (GatewayFixture gateway = startGateway(ALLOWED)) {
            String response = gateway.sendRaw("GET /v1/models HTTP/1.1\r\nHost: localhost:" + gateway.port()
                    + "\r\nOrigin: app://obsidian.md\r\nConnection: close\r\n\r\n");
            assertTrue(response.startsWith("HTTP/1.1 401"), response);
            assertTrue(response.contains("Access-Control-Allow-Origin: app://obsidian.md\r\n"), response);
        }
    }

    @Test
    void aStreamToAnAllowedOriginCanBeRead() {
        try (GatewayFixture gateway = startGateway(ALLOWED)) {
            String body = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            String response = gateway.sendRaw("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:" + gateway.port()
                    + "\r\nOrigin: app://obsidian.md\r\nAuthorization: Bearer " + GatewayFixture.TOKEN
                    + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertTrue(response.startsWith("HTTP/1.1 200"), response);
            assertTrue(response.contains("Access-Control-Allow-Origin: app://obsidian.md\r\n"), response);
            assertTrue(response.contains("data: [DONE]"), response);
        }
    }

    // ---- configuration

    @Test
    void theUsersOwnFileAllowsThem() throws IOException {
        Config config = config("""
            gateway:
              allowed_origins: [app://obsidian.md, "file://", "http://[::1]:3000"]
              allowed_hosts: host.docker.internal
            """);
        assertEquals(
                new AllowedClients(
                        Set.of("app://obsidian.md", "file://", "http://[::1]:3000"), Set.of("host.docker.internal")),
                AllowedClients.of(config));
        assertEquals(AllowedClients.NONE, AllowedClients.of(config("aliases: {}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowed_origins: ['*']",
                "allowed_origins: ['null']",
                "allowed_origins: ['http://*.example.com']",
                "allowed_origins: ['http://localhost:3000/']",
                "allowed_origins: ['http://localhost:3000/app']",
                "allowed_origins: ['HTTP://localhost:3000']",
                "allowed_origins: ['http://localhost:80']",
                "allowed_origins: ['https://localhost:443']",
                "allowed_origins: ['localhost:3000']",
                "allowed_origins: ['http://localhost:port']",
                "allowed_origins: ['http://me@localhost']",
                "allowed_origins: [app://obsidian.md, '']",
                "allowed_origins: {a: b}",
                "allowed_hosts: ['*']",
                "allowed_hosts: ['*.example.com']",
                "allowed_hosts: ['http://host.docker.internal']",
                "allowed_hosts: ['host.docker.internal/']",
                "allowed_hosts: ['Host.docker.internal']",
                "allowed_hosts: ['a b']"
            })
    void anInvalidEntryIsAnErrorThatNamesItsLine(String line) throws IOException {
        Config config = config("gateway:\n  " + line + "\n");
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> AllowedClients.of(config));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
        assertTrue(
                exception
                        .getMessage()
                        .startsWith("The gateway cannot start because of an error in line 2 of "
                                + folder.resolve("config.yaml") + ": '" + line.substring(0, line.indexOf(':'))),
                exception.getMessage());
    }

    @Test
    void whileAnEntryIsInvalidTheGatewayAllowsOnlyTheDefaults() throws IOException {
        AtomicReference<Config> config =
                new AtomicReference<>(config("gateway: {allowed_origins: ['app://obsidian.md']}"));
        var allowed = AllowedClients.supplier(config::get);
        assertEquals(Set.of("app://obsidian.md"), allowed.get().origins());
        config.set(config("gateway: {allowed_origins: ['app://obsidian.md', '*']}"));
        assertEquals(AllowedClients.NONE, allowed.get());
    }

    private Config config(String yaml) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), yaml);
        return LiveConfig.of(new ConfigLocations(List.of(folder))).current();
    }

    private static String preflight(GatewayFixture gateway, String origin) {
        return gateway.sendRaw(
                "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nOrigin: "
                        + origin
                        + "\r\n"
                        + "Access-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: authorization, x-stainless-os\r\n"
                        + "Access-Control-Request-Private-Network: true\r\n"
                        + "Connection: close\r\n\r\n");
    }

    private static GatewayFixture startGateway(AllowedClients allowed) {
        return new GatewayFixture(StreamTimes.DEFAULT, new ListenOptions(0, false, () -> allowed));
    }
}
