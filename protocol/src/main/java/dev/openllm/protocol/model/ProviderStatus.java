package dev.openllm.protocol.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;

/**
 * The status of a provider.
 *
 * @param state the state of the provider: ready, loading, missing an API key, failed, disabled, or known (built in but
 *     not configured)
 * @param message one line for the user, such as {@code Ready · 12 models} or {@code Cannot reach localhost:11434}
 * @param error the last failure and how to fix it, if the state is {@code error}
 * @param messageTemplate the template of the message, for translation
 */
public record ProviderStatus(
        State state, String message, Optional<ErrorInfo> error, Optional<MessageTemplate> messageTemplate) {

    public ProviderStatus {
        state = Wire.orElse(state, State.LOADING);
        message = Wire.orElse(message, "");
    }

    public ProviderStatus(State state, UserText message, Optional<ErrorInfo> error) {
        this(state, message.english(), error, message.template());
    }

    /** Creates a status whose message is not translated. */
    public ProviderStatus(State state, String message, Optional<ErrorInfo> error) {
        this(state, message, error, Optional.empty());
    }

    /** Returns the message together with its template. */
    public UserText text() {
        return new UserText(message, messageTemplate);
    }

    /** The states in which a provider can be. */
    public enum State {
        @JsonProperty("ready")
        READY,
        @JsonProperty("loading")
        LOADING,
        @JsonProperty("no_key")
        NO_KEY,
        @JsonProperty("error")
        ERROR,
        @JsonProperty("disabled")
        DISABLED,
        @JsonProperty("known")
        KNOWN
    }
}
