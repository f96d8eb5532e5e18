package dev.openllm.server.provider.endpoint;

import java.util.Optional;

/**
 * The HTTP header that contains an API key.
 *
 * @param header the name of the header
 * @param prefix the text before the key in the header value, such as {@code "Bearer "}
 */
public record AuthScheme(String header, String prefix) {

    /** The scheme {@code Authorization: Bearer …}, which most providers use. */
    public static final AuthScheme BEARER = new AuthScheme("Authorization", "Bearer ");

    /**
     * Returns the scheme for a value in the data file of the built-in providers: {@code bearer}, {@code none}, a header
     * name, or a header name followed by a key prefix ({@code cf-aig-authorization Bearer}).
     */
    public static Optional<AuthScheme> named(String name) {
        return switch (name) {
            case "none" -> Optional.empty();
            case "bearer" -> Optional.of(BEARER);
            default -> {
                int space = name.indexOf(' ');
                yield Optional.of(
                        space < 0
                                ? new AuthScheme(name, "")
                                : new AuthScheme(name.substring(0, space), name.substring(space + 1) + " "));
            }
        };
    }
}
