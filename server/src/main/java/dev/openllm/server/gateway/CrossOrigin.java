package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * The CORS headers that allow web pages from an allowed origin to read responses. Source:
 * https://fetch.spec.whatwg.org/
 */
final class CrossOrigin {

    private static final String ALLOWED_METHODS = "GET, POST, DELETE";
    /**
     * The maximum time, in seconds, for which a browser can cache a preflight response. If the user revokes an origin,
     * this is also the maximum time until the revocation takes effect.
     */
    private static final String MAX_AGE_SECONDS = "600";

    private CrossOrigin() {}

    /**
     * Returns whether the request is a preflight request, in which a browser asks whether a page is allowed to send a
     * request. A preflight request contains no token.
     */
    static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && !request.header("origin").isEmpty()
                && !request.header("access-control-request-method").isEmpty();
    }

    /** Responds to a preflight request. @param request the preflight request, whose origin is allowed */
    static void respondToPreflight(HttpRequest request, HttpReply reply) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Access-Control-Allow-Methods", ALLOWED_METHODS);
        String requested = request.header("access-control-request-headers");
        if (!requested.isEmpty()) { // SDKs add their own headers, so all requested headers are allowed
            headers.put("Access-Control-Allow-Headers", requested);
        }
        if (request.header("access-control-request-private-network").equals("true")) {
            headers.put("Access-Control-Allow-Private-Network", "true");
        }
        headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        reply.send(200, headers, new byte[0]);
    }

    /**
     * Adds the CORS headers to a response.
     *
     * @param request the request, which has either an allowed origin or no origin
     */
    static void addHeaders(HttpRequest request, HttpReply reply) {
        String origin = request.header("origin");
        if (!origin.isEmpty()) {
            reply.extraHeaders(Map.of(
                    "Access-Control-Allow-Origin",
                    origin,
                    "Access-Control-Expose-Headers",
                    "x-open-llm-notice, x-should-retry, Retry-After",
                    "Vary",
                    "Origin"));
        }
    }
}
