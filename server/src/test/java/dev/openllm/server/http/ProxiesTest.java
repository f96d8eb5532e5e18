package dev.openllm.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.http.client.SecureRequestProcess;
import dev.openllm.server.http.client.TestCertificate;
import dev.openllm.server.http.client.TlsServer;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class ProxiesTest {

    private static final String OK_RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nby proxy!";

    @Test
    void settingsTakePrecedenceOverTheEnvironment() {
        Proxies proxies = Proxies.of(settings("http://set:1"), Map.of("HTTPS_PROXY", "http://env:2"));
        assertEquals("set:1", proxyFor(proxies, "https://api.example.com/"));
    }

    @Test
    void theEnvironmentHasAProxyForEachSchemeAndADefaultProxy() {
        Proxies proxies = Proxies.of(
                NetworkSettings.SYSTEM, Map.of("HTTPS_PROXY", "http://secure:1", "ALL_PROXY", "http://all:2"));
        assertEquals("secure:1", proxyFor(proxies, "https://api.example.com/"));
        assertEquals("all:2", proxyFor(proxies, "http://api.example.com/"));
    }

    @Test
    void variableNamesCanBeInLowercase() {
        Proxies proxies = Proxies.of(
                NetworkSettings.SYSTEM, Map.of("https_proxy", "http://secure:1", "no_proxy", "corp.example.com"));
        assertEquals("secure:1", proxyFor(proxies, "https://api.example.com/"));
        assertEquals("direct", proxyFor(proxies, "https://llm.corp.example.com/"));
    }

    @Test
    void exclusionsInTheSettingsReplaceThoseInTheEnvironment() {
        Proxies proxies = Proxies.of(
                new NetworkSettings(Optional.of("p:1"), List.of("a.com"), List.of(), Optional.empty()),
                Map.of("NO_PROXY", "b.com"));
        assertEquals("direct", proxyFor(proxies, "https://a.com/"));
        assertEquals("p:1", proxyFor(proxies, "https://b.com/"));
    }

    @Test
    void thisMachineIsNeverReachedThroughAProxy() {
        assertEquals("direct", proxyFor(Proxies.of(settings("http://p:1"), Map.of()), "http://localhost:11434/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://p:1080", "https://p:3128", "http://", "http://a b"})
    void anInvalidProxyIsAConfigurationError(String proxy) {
        Proxies proxies = Proxies.of(settings(proxy), Map.of());
        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> proxies.choose(URI.create("https://api.example.com/")));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
    }

    @Test
    void aCleartextRequestIsSentToTheProxyWithItsCompleteUrlAndTheUnescapedPassword() throws IOException {
        try (RawServer proxy = new RawServer(exchange -> exchange.send(OK_RESPONSE))) {
            try (HttpAnswer response =
                    http("http://me:p%40ss+1@127.0.0.1:" + proxy.port()).send(get("http://model.test/v1"))) {
                assertEquals("by proxy!", new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            String head = proxy.requestHeads.getFirst();
            assertTrue(head.startsWith("GET http://model.test/v1 HTTP/1.1\r\n"), head);
            assertEquals("me:p@ss+1", credentials(head));
        }
    }

    @Test
    void aSecureRequestIsTunneledAndOnlyTheProxyReceivesThePassword() throws Exception {
        TestCertificate certificate = TestCertificate.of("model.test");
        try (TlsServer server = new TlsServer(certificate);
                RawServer proxy = new RawServer(exchange -> tunnel(exchange, server.port()))) {
            String proxyUrl = "http://me:secret@127.0.0.1:" + proxy.port();
            assertEquals("{}", SecureRequestProcess.run(proxyUrl, certificate.authority(), "https://model.test/v1"));
            assertTrue(
                    proxy.requestHeads.getFirst().startsWith("CONNECT model.test:443 "), proxy.requestHeads.getFirst());
            assertEquals("me:secret", credentials(proxy.requestHeads.getFirst()));
            assertFalse(server.headers.getFirst().containsKey("Proxy-authorization"), "the server never sees it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatRequiresAPasswordIsReported(String scheme) {
        try (RawServer proxy = new RawServer(exchange -> exchange.send(
                "HTTP/1.1 407 Who\r\n" + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"))) {
            ErrorInfo error = failure("http://127.0.0.1:" + proxy.port(), scheme + "://model.test/v1");
            assertEquals(ErrorKind.NETWORK, error.kind());
            assertEquals(
                    "The proxy 127.0.0.1:" + proxy.port() + " requires a user name and password.", error.message());
        }
    }

    @Test
    void aProxyThatForbidsTheHostIsReported() {
        try (RawServer proxy =
                new RawServer(exchange -> exchange.send("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"))) {
            ErrorInfo error = failure("http://127.0.0.1:" + proxy.port(), "https://model.test/v1");
            assertEquals(ErrorKind.NETWORK, error.kind());
            assertTrue(error.message().contains("refused a connection to model.test:443"), error.message());
        }
    }

    @Test
    void aMissingProxyIsReportedInsteadOfTheProvider() {
        int port;
        try (RawServer closedServer = new RawServer(exchange -> {})) {
            port = closedServer.port();
        }
        ErrorInfo error = failure("http://me:secret@127.0.0.1:" + port, "https://model.test/v1");
        assertEquals("Cannot reach the proxy 127.0.0.1:" + port + ": the connection was refused.", error.message());
        assertFalse(error.toString().contains("secret"), "the password is not shown");
    }

    private static void tunnel(RawServer.Exchange exchange, int port) throws IOException {
        exchange.send("HTTP/1.1 200 Connected\r\n\r\n");
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> {
                try {
                    server.getInputStream().transferTo(exchange.socket().getOutputStream());
                } catch (IOException closed) {
                    // one side closed its connection
                }
            });
            exchange.socket().getInputStream().transferTo(server.getOutputStream());
        }
    }

    private static String credentials(String head) {
        String line = head.lines()
                .filter(header -> header.startsWith("Proxy-Authorization: Basic "))
                .findFirst()
                .orElseThrow();
        return new String(Base64.getDecoder().decode(line.substring(27)), StandardCharsets.UTF_8);
    }

    private static ErrorInfo failure(String proxy, String uri) {
        return assertThrows(OpenLlmException.class, () -> http(proxy).send(get(uri)))
                .info();
    }

    private static OutgoingHttp http(String proxy) {
        return new OutgoingHttp(Map.of(), settings(proxy), warning -> {});
    }

    private static HttpCall get(String uri) {
        return new HttpCall("GET", URI.create(uri), Map.of(), Optional.empty(), TimeLimits.CHAT);
    }

    private static NetworkSettings settings(String proxy) {
        return new NetworkSettings(Optional.of(proxy), List.of(), List.of(), Optional.empty());
    }

    private static String proxyFor(Proxies proxies, String uri) {
        return proxies.choose(URI.create(uri)).map(Proxies.HttpProxy::address).orElse("direct");
    }
}
