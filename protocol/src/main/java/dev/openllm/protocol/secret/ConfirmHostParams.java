package dev.openllm.protocol.secret;

import dev.openllm.protocol.text.MessageTemplate;
import java.util.Optional;

/**
 * A question to the user about whether an API key may be sent to a host other than the one that the key was stored for.
 *
 * @param provider the configured name of the provider
 * @param place the location of the key, for the user, such as {@code environment variable OPENAI_API_KEY}
 * @param boundTo the origin that the key is bound to, or a short description of what the key is bound to
 * @param origin the origin that the key would be sent to, such as {@code https://proxy.example.com}
 * @param fromWorkspace whether the host was specified by the workspace rather than by the user
 * @param placeTemplate the template of {@code place}, for translation
 * @param boundToTemplate the template of {@code boundTo}, for translation; absent for an origin
 */
public record ConfirmHostParams(
        String provider,
        String place,
        Optional<String> boundTo,
        String origin,
        boolean fromWorkspace,
        Optional<MessageTemplate> placeTemplate,
        Optional<MessageTemplate> boundToTemplate) {

    /** Creates a question whose {@code place} and {@code boundTo} are not translated. */
    public ConfirmHostParams(
            String provider, String place, Optional<String> boundTo, String origin, boolean fromWorkspace) {
        this(provider, place, boundTo, origin, fromWorkspace, Optional.empty(), Optional.empty());
    }
}
