package dev.openllm.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.server.testing.FakeAnswer.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class FakeProviderTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void responsesAreSentInTheScriptedOrderAndRequestsRecorded() throws Exception {
        try (FakeProvider provider = FakeProvider.start()) {
            provider.respond(
                    FakeAnswer.json("{\"n\":1}"), FakeAnswer.error(429, "{}").withHeader("Retry-After", "3"));
            HttpRequest request = post(provider, "/v1/chat?x=1", "{\"model\":\"m\"}");

            assertEquals(
                    "{\"n\":1}", client.send(request, BodyHandlers.ofString()).body());
            var secondResponse = client.send(request, BodyHandlers.ofString());

            assertEquals(429, secondResponse.statusCode());
            assertEquals("3", secondResponse.headers().firstValue("retry-after").orElse(""));
            assertEquals("/v1/chat", provider.lastRequest().path());
            assertEquals("x=1", provider.lastRequest().query());
            assertEquals("m", provider.lastRequest().json().path("model").asText());
        }
    }

    @Test
    void theBodyCanBeCutOff() {
        try (FakeProvider provider = FakeProvider.start()) {
            provider.respond(FakeAnswer.sse("{}").withStep(new Step.Cut()));
            assertThrows(IOException.class, () -> client.send(post(provider, "/", "{}"), BodyHandlers.ofString()));
        }
    }

    @Test
    void theCloseOfTheClientsConnectionIsDetected() throws Exception {
        try (FakeProvider provider = FakeProvider.start()) {
            provider.respond(FakeAnswer.sse("{}").withStep(new Step.Hang()));
            try (InputStream body = client.send(post(provider, "/", "{}"), BodyHandlers.ofInputStream())
                    .body()) {
                body.read();
            }
            provider.awaitClosed();
        }
    }

    private static HttpRequest post(FakeProvider provider, String path, String body) {
        return HttpRequest.newBuilder(provider.uri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
