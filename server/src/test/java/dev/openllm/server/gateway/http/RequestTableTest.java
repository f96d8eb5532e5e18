package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests for requests as bytes. Each request has a complete valid body so that it can be rejected only for the reason
 * that its name states. Section numbers refer to RFC 9112, or to RFC 9110 after "9110".
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class RequestTableTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String POST = "POST /p HTTP/1.1\r\n" + HOST;
    private static final String GET = "GET /p HTTP/1.1\r\n" + HOST;
    private static final String FIVE_BYTE_BODY = "Content-Length: 5\r\n\r\nhello";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    /** A server that responds with the request that it received. */
    private final HttpServer server = HttpServer.start(
            0,
            (request, reply) -> reply.send(
                    200,
                    Map.of(),
                    (request.method() + " " + request.path() + " " + new String(request.body(), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8)));

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                row("2.2", "an empty line before the request", "\r\n" + POST + FIVE_BYTE_BODY, "POST /p hello"),
                row(
                        "2.2",
                        "empty lines between requests",
                        POST + FIVE_BYTE_BODY + "\r\n\r\n" + POST + FIVE_BYTE_BODY,
                        "POST /p hello"),
                row("3.2.1", "a query", "GET /p?q=1 HTTP/1.1\r\n" + HOST + "\r\n", "GET /p "),
                row("3.2.1", "an escaped slash", "GET /a%2Fb HTTP/1.1\r\n" + HOST + "\r\n", "GET /a%2Fb "),
                row(
                        "3.2.2",
                        "an absolute target",
                        "POST http://localhost/p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY,
                        "POST /p hello"),
                row("3.2.2", "an absolute target alone", "GET HTTP://localhost HTTP/1.1\r\n" + HOST + "\r\n", "GET / "),
                row("3.2.2", "an absolute target, query", "GET http://h?q HTTP/1.1\r\n" + HOST + "\r\n", "GET / "),
                row("3.2.4", "OPTIONS of the server", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n", "OPTIONS * "),
                row(
                        "5",
                        "blanks and tabs around a value",
                        POST + "Content-Length: \t5 \t\r\n\r\nhello",
                        "POST /p hello"),
                row("5", "an empty value", POST + "X:\r\n" + FIVE_BYTE_BODY, "POST /p hello"),
                row("5.1", "a name in other letters", POST + "CONTENT-LENGTH: 5\r\n\r\nhello", "POST /p hello"),
                row("9110 5.5", "a value beyond ASCII", POST + "X: \u00e9\r\n" + FIVE_BYTE_BODY, "POST /p hello"),
                row("6.3", "no body", GET + "\r\n", "GET /p "),
                row("6.3", "a GET with a body", GET + FIVE_BYTE_BODY, "GET /p hello"),
                row("7.1", "chunks", CHUNKED + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "POST /p hello"),
                row("7.1", "a length in capitals", CHUNKED + "A\r\nhellohello\r\n0\r\n\r\n", "POST /p hellohello"),
                row("7.1", "leading zeros", CHUNKED + "0005\r\nhello\r\n00\r\n\r\n", "POST /p hello"),
                row("7.1.1", "an extension", CHUNKED + "5;a=\"b\"\r\nhello\r\n0\r\n\r\n", "POST /p hello"),
                row("7.1.1", "blanks before an extension", CHUNKED + "5 ;a\r\nhello\r\n0\r\n\r\n", "POST /p hello"),
                row("7.1.2", "a trailer", CHUNKED + "5\r\nhello\r\n0\r\nX: y\r\n\r\n", "POST /p hello"),
                row(
                        "7",
                        "the coding in other letters",
                        POST + "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                        "POST /p hello"),
                row(
                        "9110 8.4",
                        "a body that is not encoded",
                        POST + "Content-Encoding: identity\r\n" + FIVE_BYTE_BODY,
                        "POST /p hello"),
                row("9.3", "HTTP/1.0 without Host", "POST /p HTTP/1.0\r\n" + FIVE_BYTE_BODY, "POST /p hello"),
                row("9110 9.3.2", "HEAD", "HEAD /p HTTP/1.1\r\n" + HOST + "\r\n", ""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("accepted")
    void isAccepted(String section, String description, String request, String body) throws IOException {
        String response = send(withConnectionClose(request));
        assertEquals("200", response.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        assertEquals(body, response.substring(response.lastIndexOf("\r\n\r\n") + 4));
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                row("2.2", "a line feed alone", "POST /p HTTP/1.1\n" + HOST + FIVE_BYTE_BODY, 400),
                row("2.2", "a line feed alone after a field", POST + "X: y\n" + FIVE_BYTE_BODY, 400),
                row("2.2", "a bare carriage return in a value", POST + "X: a\rb\r\n" + FIVE_BYTE_BODY, 400),
                row("2.2", "a bare carriage return at the end of a line", POST + "X: a\r\r\n" + FIVE_BYTE_BODY, 400),
                row("2.2", "a blank before the first field", "POST /p HTTP/1.1\r\n " + HOST + FIVE_BYTE_BODY, 400),
                row("2.3", "a version in lowercase", "POST /p http/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("2.3", "HTTP/1.9", "POST /p HTTP/1.9\r\n" + HOST + FIVE_BYTE_BODY, 505),
                row("2.3", "HTTP/2.0", "POST /p HTTP/2.0\r\n" + HOST + FIVE_BYTE_BODY, 505),
                row("2.3", "HTTP/0.9", "GET /p HTTP/0.9\r\n\r\n", 505),
                row("2.3", "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                row("2.3", "a version with more digits", "POST /p HTTP/1.10\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("2.3", "no version", "GET /p\r\n\r\n", 400),
                row("3", "nonsense", "nonsense\r\n\r\n", 400),
                row("3", "two blanks in the request line", "POST  /p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3", "a tab in the request line", "POST\t/p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3", "a blank after the version", "POST /p HTTP/1.1 \r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3", "a blank before the method", " POST /p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3", "a handshake of TLS", "\u0016\u0003\u0001", 400),
                row("3.1", "a method that is no token", "PO(ST /p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row(
                        "3.1",
                        "a method that is too long",
                        "P".repeat(40) + " /p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY,
                        501),
                row("3.2", "two Host fields", POST + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "no Host", "POST /p HTTP/1.1\r\n" + FIVE_BYTE_BODY, 400),
                row("3.2", "an empty Host", "POST /p HTTP/1.1\r\nHost:\r\n" + FIVE_BYTE_BODY, 400),
                row("3.2", "a Host with a path", "POST /p HTTP/1.1\r\nHost: localhost/x\r\n" + FIVE_BYTE_BODY, 400),
                row("3.2", "a Host with a user", "POST /p HTTP/1.1\r\nHost: me@localhost\r\n" + FIVE_BYTE_BODY, 400),
                row(
                        "3.2",
                        "two hosts in a field",
                        "POST /p HTTP/1.1\r\nHost: localhost, evil\r\n" + FIVE_BYTE_BODY,
                        400),
                row("3.2", "a blank in the target", "POST /p p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "a fragment", "POST /p#f HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "a target beyond ASCII", "POST /\u00e9 HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "a NUL in the target", "POST /\u0000 HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "an incomplete percent encoding", "POST /%zz HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "a percent encoding that is cut", "POST /%2 HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2", "an encoded NUL", "POST /%00 HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2.1", "a target without a slash", "POST p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row("3.2.2", "another scheme", "POST https://localhost/p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row(
                        "3.2.2",
                        "an absolute target without a host",
                        "POST http:///p HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY,
                        400),
                row(
                        "3.2.2",
                        "an absolute target with a user",
                        "POST http://me@localhost/ HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY,
                        400),
                row("3.2.3", "CONNECT", "CONNECT localhost:1 HTTP/1.1\r\n" + HOST + "\r\n", 501),
                row("3.2.4", "POST of the server", "POST * HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY, 400),
                row(
                        "3",
                        "a target that is too long",
                        "POST /" + "p".repeat(9000) + " HTTP/1.1\r\n" + HOST + FIVE_BYTE_BODY,
                        414),
                row("5", "no colon", POST + "no colon\r\n" + FIVE_BYTE_BODY, 400),
                row("5", "no name", POST + ": value\r\n" + FIVE_BYTE_BODY, 400),
                row("5.1", "a blank before the colon", POST + "X : y\r\n" + FIVE_BYTE_BODY, 400),
                row("5.1", "a blank before the colon of the length", POST + "Content-Length : 5\r\n\r\nhello", 400),
                row("5.1", "a blank in a name", POST + "X Y: z\r\n" + FIVE_BYTE_BODY, 400),
                row("5.1", "a NUL in a name", POST + "X\u0000: z\r\n" + FIVE_BYTE_BODY, 400),
                row("5.2", "a field on two lines", POST + "X: a\r\n b\r\n" + FIVE_BYTE_BODY, 400),
                row("5.2", "a field on two lines with a tab", POST + "X: a\r\n\tb\r\n" + FIVE_BYTE_BODY, 400),
                row("9110 5.5", "a NUL in a value", POST + "X: a\u0000b\r\n" + FIVE_BYTE_BODY, 400),
                row("9110 5.5", "a control character in a value", POST + "X: a\u0007b\r\n" + FIVE_BYTE_BODY, 400),
                row("9110 5.5", "a DEL in a value", POST + "X: a\u007fb\r\n" + FIVE_BYTE_BODY, 400),
                row(
                        "9110 5.4",
                        "a head that is too long",
                        POST + "X: " + "y".repeat(40_000) + "\r\n" + FIVE_BYTE_BODY,
                        431),
                row("9110 5.4", "too many fields", POST + "X: y\r\n".repeat(300) + FIVE_BYTE_BODY, 431),
                row(
                        "6.1",
                        "an unknown coding",
                        POST + "Transfer-Encoding: xchunked\r\n" + "\r\n5\r\nhello\r\n0\r\n\r\n",
                        400),
                row("6.1", "identity", POST + "Transfer-Encoding: identity\r\n" + FIVE_BYTE_BODY, 400),
                row("6.1", "chunked, identity", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
                row("6.1", "gzip, chunked", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
                row("6.1", "chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
                row(
                        "6.1",
                        "chunked in two fields",
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("6.1", "an empty coding", POST + "Transfer-Encoding:\r\n" + "\r\n0\r\n\r\n", 400),
                row("6.1", "a coding with a parameter", POST + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 400),
                row(
                        "6.1",
                        "chunked in HTTP/1.0",
                        "POST /p HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("6.1", "chunked with a length", POST + "Transfer-Encoding: chunked\r\n" + FIVE_BYTE_BODY, 400),
                row(
                        "6.1",
                        "a length with chunked",
                        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("6.2", "a length below zero", POST + "Content-Length: -1\r\n\r\n", 400),
                row("6.2", "a length with a sign", POST + "Content-Length: +5\r\n\r\nhello", 400),
                row("6.2", "a length that is no number", POST + "Content-Length: five\r\n\r\nhello", 400),
                row("6.2", "a hexadecimal length", POST + "Content-Length: 0x5\r\n\r\nhello", 400),
                row("6.2", "an empty length", POST + "Content-Length:\r\n\r\nhello", 400),
                row("6.2", "digits of another script", POST + "Content-Length: \u0665\r\n\r\nhello", 400),
                row("6.2", "a length of 20 digits", POST + "Content-Length: 18446744073709551621\r\n\r\nhello", 400),
                row("6.3", "two different lengths", POST + "Content-Length: 3\r\n" + FIVE_BYTE_BODY, 400),
                row("6.3", "the same length twice", POST + "Content-Length: 5\r\n" + FIVE_BYTE_BODY, 400),
                row("6.3", "two lengths in a field", POST + "Content-Length: 5, 5\r\n\r\nhello", 400),
                row("9110 15.5.14", "a length beyond the limit", POST + "Content-Length: 67108865\r\n\r\n", 413),
                row("7.1", "a chunk without a length", CHUNKED + "\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk length that is no number", CHUNKED + "zz\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk length with a sign", CHUNKED + "+5\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk length below zero", CHUNKED + "-5\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk length with 0x", CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a blank before a chunk length", CHUNKED + " 5\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a blank after a chunk length", CHUNKED + "5 \r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk length of nine digits", CHUNKED + "000000005\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk beyond the limit", CHUNKED + "ffffffff\r\nhello\r\n0\r\n\r\n", 413),
                row("7.1", "bytes after a chunk", CHUNKED + "5\r\nhelloX\r\n0\r\n\r\n", 400),
                row("7.1", "a chunk that ends with a line feed", CHUNKED + "5\r\nhello\n0\r\n\r\n", 400),
                row("7.1", "a chunk length that ends with a line feed", CHUNKED + "5\nhello\r\n0\r\n\r\n", 400),
                row(
                        "7.1.1",
                        "an extension that is too long",
                        CHUNKED + "5;" + "a".repeat(2000) + "\r\nhello\r\n0\r\n\r\n",
                        431),
                row("7.1.1", "a control character in an extension", CHUNKED + "5;a\u0000\r\nhello\r\n0\r\n\r\n", 400),
                row("7.1.2", "a trailer without a colon", CHUNKED + "5\r\nhello\r\n0\r\nnonsense\r\n\r\n", 400),
                row("7.1.2", "trailers that are too long", CHUNKED + "0\r\nX: " + "y".repeat(9000) + "\r\n\r\n", 431),
                row("9110 8.4", "a compressed body", POST + "Content-Encoding: gzip\r\n" + FIVE_BYTE_BODY, 415),
                row("9110 10.1.1", "an unknown expectation", POST + "Expect: 200-ok\r\n" + FIVE_BYTE_BODY, 417));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rejected")
    void isRejected(String section, String description, String request, int status) throws IOException {
        String response = send(request);
        assertEquals(List.of(String.valueOf(status)), statuses(response), response);
    }

    private static Arguments row(String section, String description, String request, Object expected) {
        return Arguments.of(section, description, request, expected);
    }

    /** Makes the last request close the connection. */
    private static String withConnectionClose(String request) {
        int lastHead = request.lastIndexOf("HTTP/1.");
        int end = request.indexOf("\r\n", lastHead) + 2;
        return request.substring(0, end) + "Connection: close\r\n" + request.substring(end);
    }

    private static List<String> statuses(String responses) {
        return Pattern.compile("HTTP/1\\.1 (\\d+)")
                .matcher(responses)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Returns everything that is received until the server closes the connection. */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
