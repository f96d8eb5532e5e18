package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * The headers by which a browser lets a page of an allowed origin read responses. Source:
 * https://fetch.spec.whatwg.org/
 */
final class CrossOrigin {

    private static final String METHODS = "GET, POST, DELETE";
    /** How long a browser may remember a preflight: revoking an origin takes effect within this time. */
    private static final String SECONDS = "600";

    private CrossOrigin() {}

    /** Whether a browser asks if a page may send a request. Such a request has no token. */
    static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && !request.header("origin").isEmpty()
                && !request.header("access-control-request-method").isEmpty();
    }

    /** @param request of an allowed origin */
    static void answerPreflight(HttpRequest request, HttpReply reply) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Access-Control-Allow-Methods", METHODS);
        String requested = request.header("access-control-request-headers");
        if (!requested.isEmpty()) { // SDKs add headers of their own, so they are not listed here
            headers.put("Access-Control-Allow-Headers", requested);
        }
        if (request.header("access-control-request-private-network").equals("true")) {
            headers.put("Access-Control-Allow-Private-Network", "true");
        }
        headers.put("Access-Control-Max-Age", SECONDS);
        reply.whole(200, headers, new byte[0]);
    }

    /** @param request of an allowed origin, or of none */
    static void mark(HttpRequest request, HttpReply reply) {
        String origin = request.header("origin");
        if (!origin.isEmpty()) {
            reply.always(Map.of(
                    "Access-Control-Allow-Origin",
                    origin,
                    "Access-Control-Expose-Headers",
                    "x-open-llm-notice, x-should-retry, Retry-After",
                    "Vary",
                    "Origin"));
        }
    }
}
