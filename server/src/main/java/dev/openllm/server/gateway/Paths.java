package dev.openllm.server.gateway;

import java.util.Map;
import java.util.Optional;

/** The paths of the gateway and their methods. */
final class Paths {

    static final String RESPONSES = "/v1/responses/";
    static final String MODELS = "/v1/models/";
    static final String INPUT_ITEMS = "/input_items";

    private static final Map<String, String> METHODS = Map.of(
            "/openapi.json", "GET",
            "/v1/models", "GET",
            "/v1/models/{id}", "GET",
            "/v1/responses/{id}", "GET, DELETE",
            "/v1/responses/{id}/input_items", "GET",
            "/v1/chat/completions", "POST",
            "/v1/responses", "POST",
            "/v1/messages", "POST",
            "/v1/messages/count_tokens", "POST");

    private Paths() {}

    /** The same path with one {@code /v1}: clients are configured with a base URL that has it, has it not, or add it again. */
    static String canonical(String path) {
        String bare = path;
        while (bare.startsWith("/v1/")) {
            bare = bare.substring("/v1".length());
        }
        return METHODS.containsKey(pattern("/v1" + bare)) ? "/v1" + bare : path;
    }

    /** The methods of a path, as the header {@code Allow} has them; empty for a path that does not exist. */
    static Optional<String> methods(String path) {
        return Optional.ofNullable(METHODS.get(pattern(path)));
    }

    /** The path as the description has it. */
    private static String pattern(String path) {
        if (path.startsWith(MODELS)) {
            return MODELS + "{id}";
        }
        boolean isResponse = path.startsWith(RESPONSES) && path.length() > RESPONSES.length();
        String rest = isResponse ? path.substring(RESPONSES.length()) : "";
        String input = rest.endsWith(INPUT_ITEMS) ? INPUT_ITEMS : "";
        boolean isId =
                isResponse && !rest.substring(0, rest.length() - input.length()).contains("/");
        return isId ? RESPONSES + "{id}" + input : path;
    }
}
