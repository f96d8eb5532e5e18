package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.http.RawServer;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Tests which kind of error each provider fault produces in each dialect. The kinds are listed in {@code
 * faultMatrix.tsv}; to update the file, run the test with {@code -Dopenllm.write} and review the difference.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class FaultMatrixTest {

    private static final Path TABLE_FILE = Path.of("src/test/resources/dev/openllm/server/chat/faultMatrix.tsv");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** A dialect and the parts of its streams. */
    private enum Spoken {
        OPENAI_CHAT(
                new OpenAiChatDialect(),
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n",
                "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n"),
        OPENAI_RESPONSES(
                new OpenAiResponsesDialect(),
                "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"i\",\"output_index\":0,"
                        + "\"content_index\":0,\"delta\":\"Hi\"}\n\n",
                "data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"boom\"}\n\n"),
        ANTHROPIC(
                new AnthropicDialect(),
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                        + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}\n\n",
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"boom\"}}\n\n"),
        GEMINI(
                new GeminiDialect(),
                "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n",
                "data: {\"error\":{\"code\":503,\"message\":\"boom\",\"status\":\"UNAVAILABLE\"}}\n\n"),
        OLLAMA(
                new OllamaDialect(),
                "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n",
                "{\"error\":\"boom\"}\n");

        final Dialect dialect;
        final String text;
        final String error;

        Spoken(Dialect dialect, String text, String error) {
            this.dialect = dialect;
            this.text = text;
            this.error = error;
        }
    }

    /** A fault as a function from the dialect to the bytes that the provider sends. */
    private interface Fault {
        String rawResponse(Spoken spoken);
    }

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        for (int status : List.of(
                400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 418, 422, 425, 429, 500, 501, 502, 503, 504, 505, 520,
                524, 529)) {
            faults.put(status + " empty", spoken -> response(status, "application/json", ""));
            faults.put(
                    status + " JSON",
                    spoken -> response(status, "application/json", "{\"error\":{\"message\":\"No.\"}}"));
            faults.put(status + " web page", spoken -> response(status, "text/html", "<html><title>No</title></html>"));
        }
        for (int status : List.of(300, 301, 302, 303, 304, 307, 308)) {
            faults.put(
                    status + "",
                    spoken ->
                            "HTTP/1.1 " + status + " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        }
        faults.put("200 empty", spoken -> response(200, "text/event-stream", ""));
        faults.put("204", spoken -> "HTTP/1.1 204 No Content\r\n\r\n");
        faults.put("200 web page", spoken -> response(200, "text/html", "<html></html>"));
        faults.put("200 words", spoken -> response(200, "text/plain", "Service is starting"));
        faults.put("200 null", spoken -> response(200, "application/json", "null"));
        faults.put("200 empty object", spoken -> response(200, "application/json", "{}"));
        faults.put("200 empty list", spoken -> response(200, "application/json", "[]"));
        faults.put("200 cut JSON", spoken -> response(200, "application/json", "{\"choices\":[{\"mess"));
        faults.put("200 broken event", spoken -> response(200, "text/event-stream", "data: {\"a\":\n\n"));
        faults.put("200 comments only", spoken -> response(200, "text/event-stream", ": wait\n\n: wait\n\n"));
        faults.put(
                "200 error object", spoken -> response(200, "application/json", "{\"error\":{\"message\":\"No.\"}}"));
        faults.put("200 error in the stream", spoken -> response(200, "text/event-stream", spoken.error));
        faults.put("200 error after text", spoken -> response(200, "text/event-stream", spoken.text + spoken.error));
        faults.put("200 text without an end", spoken -> response(200, "text/event-stream", spoken.text));
        faults.put(
                "200 shorter than announced",
                spoken ->
                        response(200, "text/event-stream", spoken.text).replaceFirst("Length: \\d+", "Length: 99999"));
        faults.put(
                "200 cut chunk",
                spoken -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + spoken.text);
        faults.put(
                "200 chunk without a length", spoken -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        faults.put("200 no gzip", spoken -> encodedResponse("gzip"));
        faults.put("200 no deflate", spoken -> encodedResponse("deflate"));
        faults.put("200 brotli", spoken -> encodedResponse("br"));
        faults.put("200 zstd", spoken -> encodedResponse("zstd"));
        faults.put("401 brotli", spoken -> encodedResponse("br").replace("200 OK", "401 No"));
        faults.put("no response", spoken -> "");
        faults.put("half a head", spoken -> "HTTP/1.1 200 OK\r\nContent-Ty");
        faults.put("a head without a colon", spoken -> "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n");
        faults.put("a length that is no number", spoken -> "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n");
        faults.put("a status that is no number", spoken -> "HTTP/1.1 abc OK\r\n\r\n");
        faults.put("TLS", spoken -> "\u0015\u0003\u0001\u0000\u0002\u0002F");
        faults.put("SSH", spoken -> "SSH-2.0-OpenSSH_9.2\r\n");
        faults.put("HTTP/2", spoken -> "\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000");
        return faults;
    }

    private static String encodedResponse(String encoding) {
        return "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 5\r\n\r\nhello";
    }

    private static String response(int status, String type, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsAnErrorOfItsKind() throws IOException {
        if (System.getProperty("openllm.write") != null) {
            Files.createDirectories(TABLE_FILE.getParent());
            Files.writeString(TABLE_FILE, table());
        }
        Map<String, String> expected = new LinkedHashMap<>();
        Files.readAllLines(TABLE_FILE).stream()
                .skip(1)
                .forEach(line -> expected.put(line.substring(0, line.indexOf('\t')), line));
        return faults().entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(
                        fault.getKey(),
                        () -> assertEquals(expected.get(fault.getKey()), row(fault.getKey(), fault.getValue()))));
    }

    @Test
    void theTableHasARowForEachFault() throws IOException {
        assertEquals(
                List.copyOf(faults().keySet()),
                Files.readAllLines(TABLE_FILE).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .toList());
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add(Stream.concat(Stream.of("fault"), Stream.of(Spoken.values()).map(Spoken::name))
                .collect(Collectors.joining("\t")));
        faults().forEach((name, fault) -> lines.add(row(name, fault)));
        return String.join("\n", lines) + "\n";
    }

    private static String row(String name, Fault fault) {
        return Stream.concat(
                        Stream.of(name),
                        Stream.of(Spoken.values()).map(spoken -> kind(spoken, fault.rawResponse(spoken))))
                .collect(Collectors.joining("\t"));
    }

    @Test
    void notModifiedIsNotReportedAsARedirect() {
        ErrorInfo error = error(Spoken.OPENAI_CHAT, "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n");
        assertTrue(error.message().contains("304, which is not a valid response"), error::message);
        assertEquals(
                "Check whether a cache or proxy responded instead of the provider.",
                error.hint().orElseThrow());
    }

    private static String kind(Spoken spoken, String rawResponse) {
        try {
            return Wire.JSON.valueToTree(error(spoken, rawResponse).kind()).asText();
        } catch (AssertionError succeeded) {
            return "answered";
        }
    }

    private static ErrorInfo error(Spoken spoken, String rawResponse) {
        try (RawServer server = new RawServer(exchange -> {
            Matcher length = CONTENT_LENGTH.matcher(exchange.head());
            if (length.find()) {
                exchange.socket().getInputStream().readNBytes(Integer.parseInt(length.group(1)));
            }
            exchange.send(rawResponse);
            exchange.socket().close();
        })) {
            ChatFixture fixture = new ChatFixture(new FewProviders(TestModels.remote(
                    TestModels.info("test/model"),
                    spoken.dialect,
                    URI.create("http://127.0.0.1:" + server.port()),
                    ModelConfig.of("model"))));
            return fixture.expectError("test/model", "Hi");
        }
    }
}
