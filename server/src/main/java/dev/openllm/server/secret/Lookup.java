package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The result of looking up an API key in a store. The component {@code location} describes the location of the key to the
 * user, for example {@code environment variable OPENAI_API_KEY}. The component {@code scope} contains the scope of the
 * key if the store distinguishes scopes.
 */
public sealed interface Lookup {

    UserText location();

    /**
     * Combines the results for the workspace and the user. If the API key for the workspace is bound to a different
     * host, a key for the user that can be sent takes precedence.
     */
    static Lookup combine(Lookup workspace, Supplier<Lookup> user) {
        return switch (workspace) {
            case Absent _ -> user.get();
            case OtherHost _ -> user.get() instanceof Found found ? found : workspace;
            case Found _, Unavailable _, Failed _ -> workspace;
        };
    }

    /** A key exists and can be sent to the requested origin. */
    record Found(Secret secret, UserText location, Optional<SecretScope> scope) implements Lookup {

        public Found(Secret secret, UserText location) {
            this(secret, location, Optional.empty());
        }
    }

    /** A key exists, but it is bound to a different host. */
    record OtherHost(UserText location, UserText boundOrigin, Optional<SecretScope> scope) implements Lookup {

        public OtherHost(UserText location, UserText boundOrigin) {
            this(location, boundOrigin, Optional.empty());
        }
    }

    /** No key exists. */
    record Absent(UserText location) implements Lookup {}

    /** A key exists or can be generated, but the key could not be read. Another key must not be used in its place. */
    record Failed(UserText location, ErrorInfo error) implements Lookup {}

    /** The store could not be read. */
    record Unavailable(UserText location, UserText reason) implements Lookup {}
}
