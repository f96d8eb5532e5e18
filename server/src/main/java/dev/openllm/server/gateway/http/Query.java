package dev.openllm.server.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The query parameters of a request. Because their values can contain an API key, {@link #toString} does not include
 * the values.
 *
 * @param parameters the first value of each parameter, by parameter name
 */
public record Query(Map<String, String> parameters) {

    public static final Query NONE = new Query(Map.of());

    public Query {
        parameters = Map.copyOf(parameters);
    }

    /** Parses a query. @param query the part of the request target after the question mark */
    static Query of(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters.isEmpty() ? NONE : new Query(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    Query without(String name) {
        if (!parameters.containsKey(name)) {
            return this;
        }
        Map<String, String> remaining = new HashMap<>(parameters);
        remaining.remove(name);
        return new Query(remaining);
    }

    /** Returns a description that does not contain the values of the parameters. */
    @Override
    public String toString() {
        return "query";
    }
}
