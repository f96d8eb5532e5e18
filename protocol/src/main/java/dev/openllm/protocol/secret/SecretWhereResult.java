package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;

/**
 * The location of a provider's API key.
 *
 * @param provider the configured name of the provider
 * @param answering the location of the key in use; absent if there is none
 * @param tried every location that was searched, in order
 * @param answeringTemplate the template of {@code answering}, for translation
 * @param name the name of the key; absent for the unnamed key
 * @param names the names of the provider's additional keys, in the order in which the keys are used
 */
public record SecretWhereResult(
        String provider,
        Optional<String> answering,
        List<Tried> tried,
        Optional<MessageTemplate> answeringTemplate,
        Optional<String> name,
        List<String> names) {

    public SecretWhereResult {
        tried = Wire.list(tried);
        answeringTemplate = Wire.orElse(answeringTemplate, Optional.empty());
        name = Wire.orElse(name, Optional.empty());
        names = Wire.list(names);
    }

    /** Creates a result for a provider that has only one API key. */
    public SecretWhereResult(String provider, Optional<String> answering, List<Tried> tried) {
        this(provider, answering, tried, Optional.empty(), List.of());
    }

    /** Creates a result whose location is not translated. */
    public SecretWhereResult(
            String provider, Optional<String> answering, List<Tried> tried, Optional<String> name, List<String> names) {
        this(provider, answering, tried, Optional.empty(), name, names);
    }

    /**
     * A location that was searched for an API key.
     *
     * @param store the kind of store
     * @param place the location, for the user, such as {@code environment variable OPENAI_API_KEY}
     * @param outcome the result of the search
     * @param message the reason why the key could not be read or is not used, if any
     * @param scope the scope of the key that was found; absent for stores without scopes
     * @param placeTemplate the template of {@code place}, for translation
     * @param messageTemplate the template of the message, for translation
     */
    public record Tried(
            SecretStore store,
            String place,
            Outcome outcome,
            Optional<String> message,
            Optional<SecretScope> scope,
            Optional<MessageTemplate> placeTemplate,
            Optional<MessageTemplate> messageTemplate) {

        /** Creates a location whose name and message are not translated. */
        public Tried(
                SecretStore store,
                String place,
                Outcome outcome,
                Optional<String> message,
                Optional<SecretScope> scope) {
            this(store, place, outcome, message, scope, Optional.empty(), Optional.empty());
        }

        public Tried(
                SecretStore store,
                UserText place,
                Outcome outcome,
                Optional<UserText> message,
                Optional<SecretScope> scope) {
            this(
                    store,
                    place.english(),
                    outcome,
                    message.map(UserText::english),
                    scope,
                    place.template(),
                    message.flatMap(UserText::template));
        }

        /** Returns the location together with its template. */
        public UserText placeText() {
            return new UserText(place, placeTemplate);
        }

        /** Returns the message together with its template. */
        public Optional<UserText> messageText() {
            return message.map(words -> new UserText(words, messageTemplate));
        }
    }

    /** The result of searching a location for an API key. */
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
