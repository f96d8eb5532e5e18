package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Where a provider's key is.
 *
 * @param provider the configured name of the provider
 * @param answering the place whose key is used; absent when there is none
 * @param tried every place in the order of the chain
 */
public record SecretWhereResult(String provider, Optional<String> answering, List<Tried> tried) {

    public SecretWhereResult {
        tried = Wire.list(tried);
    }

    /**
     * A place that was looked at.
     *
     * @param store its kind
     * @param place for a person: {@code environment variable OPENAI_API_KEY}
     * @param outcome what was found there
     * @param message why it could not be read, when it could not
     * @param scope for whom the key that was found there is kept; absent where that is not told apart
     */
    public record Tried(
            SecretStore store, String place, Outcome outcome, Optional<String> message, Optional<SecretScope> scope) {}

    /** What was found in a place. */
    public enum Outcome {
        @JsonProperty("found")
        FOUND,
        @JsonProperty("absent")
        ABSENT,
        @JsonProperty("unavailable")
        UNAVAILABLE,
        @JsonProperty("switched_off")
        SWITCHED_OFF,
        @JsonProperty("other_host")
        OTHER_HOST
    }
}
