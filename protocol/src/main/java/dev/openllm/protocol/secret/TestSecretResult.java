package dev.openllm.protocol.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.MessageTemplate;
import java.util.Optional;

/**
 * The result of testing an API key.
 *
 * @param provider the configured name of the provider
 * @param place the location of the key; absent if there is no key, which some providers accept
 * @param model the {@code provider/model} that was used for the test; absent if an earlier request failed or the
 *     provider has no models
 * @param error the reason why the key does not work; absent if it works
 * @param placeTemplate the template of {@code place}, for translation
 */
public record TestSecretResult(
        String provider,
        Optional<String> place,
        Optional<String> model,
        Optional<ErrorInfo> error,
        Optional<MessageTemplate> placeTemplate) {

    /** Creates a result whose location is not translated. */
    public TestSecretResult(
            String provider, Optional<String> place, Optional<String> model, Optional<ErrorInfo> error) {
        this(provider, place, model, error, Optional.empty());
    }
}
