package dev.openllm.server.provider.entra;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the requests of the Microsoft Authentication Library (MSAL) through this product's HTTP clients. */
final class SenderForMsal implements IHttpClient {

    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final HttpSender http;

    SenderForMsal(HttpSender http) {
        this.http = http;
    }

    private record Response(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {}

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>(request.headers() == null ? Map.of() : request.headers());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length"));
        HttpCall call = new HttpCall(
                request.httpMethod().name(),
                URI.create(request.url().toString()),
                headers,
                Optional.ofNullable(request.body()).map(body -> body.getBytes(StandardCharsets.UTF_8)),
                TimeLimits.QUERY);
        try (HttpAnswer response = http.send(call)) {
            Map<String, List<String>> responseHeaders = new HashMap<>();
            response.headers().forEach((name, value) -> responseHeaders.put(name, List.of(value)));
            String body = new String(response.body().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
            return new Response(response.status(), responseHeaders, body);
        }
    }
}
