package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a store answered. {@code place} is for the user: {@code environment variable OPENAI_API_KEY}; {@code scope} is
 * for whom a key is kept, where a store tells that apart.
 */
public sealed interface Lookup {

    UserText place();

    /** A key for another host in the workspace does not hide one of the user's that may be sent. */
    static Lookup first(Lookup workspace, Supplier<Lookup> user) {
        return switch (workspace) {
            case Absent _ -> user.get();
            case OtherHost _ -> user.get() instanceof Found found ? found : workspace;
            case Found _, Unavailable _, Failed _ -> workspace;
        };
    }

    /** The key is there and may go to the origin that was asked about. */
    record Found(Secret secret, UserText place, Optional<SecretScope> scope) implements Lookup {

        public Found(Secret secret, UserText place) {
            this(secret, place, Optional.empty());
        }
    }

    /** A key is there, but it belongs to another host. */
    record OtherHost(UserText place, UserText boundOrigin, Optional<SecretScope> scope) implements Lookup {

        public OtherHost(UserText place, UserText boundOrigin) {
            this(place, boundOrigin, Optional.empty());
        }
    }

    /** There is none. */
    record Absent(UserText place) implements Lookup {}

    /** The key is certainly there, and the way to it failed: no other key may take its place. */
    record Failed(UserText place, ErrorInfo error) implements Lookup {}

    /** The store could not be asked. */
    record Unavailable(UserText place, UserText reason) implements Lookup {}
}
