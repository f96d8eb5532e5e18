package dev.openllm.server.provider;

import java.util.Optional;

/**
 * How a key is shown to a service.
 *
 * @param header the header it goes into
 * @param prefix what stands before it, as in {@code "Bearer "}
 */
public record AuthScheme(String header, String prefix) {

    /** {@code Authorization: Bearer …}, as nearly everyone has it. */
    public static final AuthScheme BEARER = new AuthScheme("Authorization", "Bearer ");

    /** The scheme of a name in a provider's file: {@code bearer}, {@code none}, or a header's name. */
    public static Optional<AuthScheme> named(String name) {
        return switch (name) {
            case "none" -> Optional.empty();
            case "bearer" -> Optional.of(BEARER);
            default -> Optional.of(new AuthScheme(name, ""));
        };
    }
}
