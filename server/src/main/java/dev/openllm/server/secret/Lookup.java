package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The result of a store. {@code place} is for the user: {@code environment variable OPENAI_API_KEY}; {@code scope} is
 * the scope of a key, if the store distinguishes scopes.
 */
public sealed interface Lookup {

    UserText place();

    /** A workspace's key for another host does not hide one of the user's that may be sent. */
    static Lookup first(Lookup workspace, Supplier<Lookup> user) {
        return switch (workspace) {
            case Absent _ -> user.get();
            case OtherHost _ -> user.get() instanceof Found found ? found : workspace;
            case Found _, Unavailable _, Failed _ -> workspace;
        };
    }

    /** There is a key, and it may be sent to the requested origin. */
    record Found(Secret secret, UserText place, Optional<SecretScope> scope) implements Lookup {

        public Found(Secret secret, UserText place) {
            this(secret, place, Optional.empty());
        }
    }

    /** There is a key, but it belongs to another host. */
    record OtherHost(UserText place, UserText boundOrigin, Optional<SecretScope> scope) implements Lookup {

        public OtherHost(UserText place, UserText boundOrigin) {
            this(place, boundOrigin, Optional.empty());
        }
    }

    /** There is none. */
    record Absent(UserText place) implements Lookup {}

    /** There certainly is a key, but it could not be read: no other key may replace it. */
    record Failed(UserText place, ErrorInfo error) implements Lookup {}

    /** The store could not be read. */
    record Unavailable(UserText place, UserText reason) implements Lookup {}
}
