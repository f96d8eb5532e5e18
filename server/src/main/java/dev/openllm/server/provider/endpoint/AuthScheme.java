package dev.openllm.server.provider.endpoint;

import java.util.Optional;

/**
 * How a key is shown to a service.
 *
 * @param header the header it goes into
 * @param prefix what precedes it, as in {@code "Bearer "}
 */
public record AuthScheme(String header, String prefix) {

    /** {@code Authorization: Bearer …}, as nearly everyone has it. */
    public static final AuthScheme BEARER = new AuthScheme("Authorization", "Bearer ");

    /**
     * The scheme of a name in the built-in providers: {@code bearer}, {@code none}, a header, or a header and what
     * precedes the key ({@code cf-aig-authorization Bearer}).
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
