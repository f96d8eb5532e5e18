package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFetchTest {

    private final List<String> requestedUrls = new ArrayList<>();

    private WebFetch redirectingFetch(String location) {
        return new WebFetch(call -> {
            requestedUrls.add(call.uri().toString());
            return requestedUrls.size() == 1
                    ? new HttpAnswer(302, Map.of("location", location), InputStream.nullInputStream())
                    : ok("text/plain; charset=iso-8859-1", "There.");
        });
    }

    private static HttpAnswer ok(String type, String text) {
        return new HttpAnswer(
                200, Map.of("content-type", type), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"http://a.example/,https://b.example/", "https://a.example/x,/y", "http://localhost/,http://127.0.0.1/"
    })
    void redirectsAreFollowed(String from, String to) {
        var document = redirectingFetch(to).fetch(URI.create(from));

        assertEquals("There.", new String(document.bytes(), StandardCharsets.UTF_8));
        assertEquals("text/plain", document.mediaType());
        assertEquals("iso-8859-1", document.charset());
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/,http://a.example/",
        "http://a.example/,file:///etc/passwd",
        "http://a.example/,ftp://b.example/",
        "http://a.example/,http://127.0.0.1:11434/",
        "http://a.example/,http://169.254.169.254/latest",
        "http://a.example/,http://[::1]/",
        "http://a.example/,http://2130706433/",
        "http://a.example/,http://me:pw@b.example/"
    })
    void redirectsToOtherSchemesAndPrivateNetworksAreRefused(String from, String to) {
        assertThrows(OpenLlmException.class, () -> redirectingFetch(to).fetch(URI.create(from)));
        assertEquals(1, requestedUrls.size());
    }

    @Test
    void endlessRedirectsAreStopped() {
        WebFetch fetch = new WebFetch(call -> {
            requestedUrls.add(call.uri().toString());
            return new HttpAnswer(302, Map.of("location", "/again"), InputStream.nullInputStream());
        });

        assertThrows(OpenLlmException.class, () -> fetch.fetch(URI.create("http://a.example/")));
        assertTrue(requestedUrls.size() <= 6);
    }

    @Test
    void aDocumentThatIsTooLargeIsRefusedWhenItReachesTheLimit() {
        long[] readBytes = {0};
        InputStream endlessStream = new InputStream() {
            @Override
            public int read() {
                readBytes[0]++;
                return 'x';
            }
        };
        WebFetch fetch = new WebFetch(call -> new HttpAnswer(200, Map.of(), endlessStream));

        assertThrows(OpenLlmException.class, () -> fetch.fetch(URI.create("http://a.example/")));
        assertTrue(readBytes[0] < 9 << 20);
    }

    @Test
    void anErrorNamesTheStatusButNotTheQuery() {
        WebFetch fetch = new WebFetch(call -> new HttpAnswer(404, Map.of(), InputStream.nullInputStream()));

        OpenLlmException failure = assertThrows(
                OpenLlmException.class, () -> fetch.fetch(URI.create("http://a.example/x?token=canary-1")));
        assertEquals(
                "Cannot fetch http://a.example/x: the server responded with status 404.",
                failure.info().message());
    }
}
