package dev.openllm.server.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class TrustTest {

    /**
     * Long timeouts, because a connection is established only after all system certificates have been read, which takes
     * several seconds on a busy machine.
     */
    private static final TimeLimits LONG_TIMEOUTS =
            new TimeLimits(TestTimeouts.WAIT, TestTimeouts.WAIT, TestTimeouts.WAIT);

    @TempDir
    Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Test
    void anUnknownAuthorityIsRefusedWithTheWayToTrustIt() throws Exception {
        try (TlsServer server = new TlsServer(TestCertificate.of("localhost"))) {
            ErrorInfo error = expectError(server, NetworkSettings.SYSTEM, Map.of());
            assertEquals(ErrorKind.NETWORK, error.kind());
            assertEquals(
                    "The certificate of localhost:" + server.port()
                            + " was issued by an authority that this computer does not trust.",
                    error.message());
            assertTrue(error.hint().orElse("").contains("NODE_EXTRA_CA_CERTS"), error.toString());
            assertEquals(Optional.of("untrusted_certificate"), error.code());
        }
    }

    @Test
    void anAuthorityFromAFileInTheSettingsIsTrusted() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost");
        try (TlsServer server = new TlsServer(certificate)) {
            assertEquals(200, status(server, withCaFiles(certificate.authority()), Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"})
    void anAuthorityFromAFileInTheEnvironmentIsTrusted(String variable) throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost");
        try (TlsServer server = new TlsServer(certificate)) {
            Map<String, String> environment =
                    Map.of(variable, certificate.authority().toString());
            assertEquals(200, status(server, NetworkSettings.SYSTEM, environment));
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefusedEvenFromATrustedAuthority() throws Exception {
        TestCertificate certificate = TestCertificate.of("other.example.com");
        try (TlsServer server = new TlsServer(certificate)) {
            ErrorInfo error = expectError(server, withCaFiles(certificate.authority()), Map.of());
            assertTrue(error.message().contains("was issued for another host name"), error.message());
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAsExpired() throws Exception {
        TestCertificate certificate = TestCertificate.expired("localhost");
        try (TlsServer server = new TlsServer(certificate)) {
            ErrorInfo error = expectError(server, withCaFiles(certificate.authority()), Map.of());
            assertTrue(error.message().contains("has expired"), error.message());
        }
    }

    @Test
    void aServerWithoutTlsIsRecognized() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> respondInPlainText(server));
            ErrorInfo error = assertThrows(
                            OpenLlmException.class,
                            () -> http(NetworkSettings.SYSTEM, Map.of()).send(getRequest(server.getLocalPort())))
                    .info();
            assertEquals("localhost:" + server.getLocalPort() + " does not use TLS.", error.message());
        }
    }

    @Test
    void onlyTheUserCanDisableVerificationAndItIsLogged() throws Exception {
        try (TlsServer server = new TlsServer(TestCertificate.expired("other.example.com"))) {
            NetworkSettings withoutVerification =
                    new NetworkSettings(Optional.empty(), List.of(), List.of(), Optional.of(false));
            assertEquals(200, status(server, withoutVerification, Map.of()));
            assertEquals(1, warnings.size());
            assertTrue(warnings.getFirst().startsWith("Server certificates are not verified"), warnings.toString());
        }
    }

    @Test
    void anInvalidCertificateFileIsNamedAndTheOthersAreUsed() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost");
        Path missing = folder.resolve("missing.pem");
        Path invalid = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\n%%%\n");
        try (TlsServer server = new TlsServer(certificate)) {
            assertEquals(200, status(server, withCaFiles(missing, invalid, certificate.authority()), Map.of()));
            assertEquals(2, warnings.size());
            assertTrue(warnings.getFirst().contains("missing.pem"), warnings.toString());
            assertTrue(warnings.getLast().contains("garbage.pem"), warnings.toString());
        }
    }

    private static void respondInPlainText(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // the client has received enough
        }
    }

    private int status(TlsServer server, NetworkSettings settings, Map<String, String> environment) {
        try (HttpAnswer response = http(settings, environment).send(getRequest(server.port()))) {
            return response.status();
        }
    }

    private ErrorInfo expectError(TlsServer server, NetworkSettings settings, Map<String, String> environment) {
        return assertThrows(OpenLlmException.class, () -> status(server, settings, environment))
                .info();
    }

    private OutgoingHttp http(NetworkSettings settings, Map<String, String> environment) {
        return new OutgoingHttp(environment, settings, warnings::add);
    }

    private static HttpCall getRequest(int port) {
        return new HttpCall(
                "GET", URI.create("https://localhost:" + port + "/v1"), Map.of(), Optional.empty(), LONG_TIMEOUTS);
    }

    private static NetworkSettings withCaFiles(Path... files) {
        List<String> paths = java.util.Arrays.stream(files).map(Path::toString).toList();
        return new NetworkSettings(Optional.empty(), List.of(), paths, Optional.empty());
    }

    @Test
    void aStalledHandshakeIsReported() {
        TimeLimits limits = new TimeLimits(Duration.ofMillis(200), Duration.ofMillis(100), TestTimeouts.WAIT);
        try (ServerSocket silentServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://127.0.0.1:" + silentServer.getLocalPort() + "/");
            OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
            OpenLlmException exception = assertThrows(
                    OpenLlmException.class,
                    () -> http.send(new HttpCall("GET", uri, Map.of(), Optional.empty(), limits)));
            assertEquals(ErrorKind.TIMEOUT, exception.info().kind());
            assertEquals(
                    "The TLS handshake with 127.0.0.1:" + silentServer.getLocalPort()
                            + " was not completed within 200 ms.",
                    exception.getMessage());
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
