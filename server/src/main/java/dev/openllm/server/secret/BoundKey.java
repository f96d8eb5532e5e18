package dev.openllm.server.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;

/**
 * An API key stored together with the origin that the key is bound to.
 *
 * @param origin the origin, consisting of scheme, host, and port
 */
record BoundKey(Secret secret, String origin) {

    private static final String VALUE = "value";
    private static final String ORIGIN = "origin";

    String toJson() {
        return Wire.JSON
                .createObjectNode()
                .put(VALUE, secret.reveal())
                .put(ORIGIN, origin)
                .toString();
    }

    /** Parses text in the format of {@link #toJson}. Returns an empty result for any other text. */
    static Optional<BoundKey> fromJson(String text) {
        try {
            JsonNode json = Wire.JSON.readTree(text);
            return json.path(VALUE).isTextual() && json.path(ORIGIN).isTextual()
                    ? Optional.of(new BoundKey(
                            new Secret(json.path(VALUE).textValue()),
                            json.path(ORIGIN).textValue()))
                    : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Returns the API key that a store entry contains, together with the origin that the key is bound to.
     *
     * @throws OpenLlmException if the entry was not written by this product
     */
    static LocatedKey fromStore(UserText location, String text) {
        return fromJson(text)
                .map(stored -> new LocatedKey(stored.secret, Optional.of(stored.origin)))
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("The entry in the {0} was not created by Open LLM Provider.", location),
                        UserText.of("Set the API key again.")));
    }

    /**
     * Returns the result of looking up this API key for a query: either the key can be sent to the query's origin, or
     * the key is bound to a different host.
     */
    Lookup toLookup(UserText location, SecretScope scope, SecretQuery query, KeyHostBindings keyHostBindings) {
        return origin.equals(query.origin()) || keyHostBindings.isApproved(location.english(), query.origin())
                ? new Lookup.Found(secret, location, Optional.of(scope))
                : new Lookup.OtherHost(location, UserText.verbatim(origin), Optional.of(scope));
    }
}
