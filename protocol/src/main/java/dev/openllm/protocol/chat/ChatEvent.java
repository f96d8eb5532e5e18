package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;

/**
 * An event that the server sends while a chat is running. The end of the response is not reported as an event. Instead,
 * the server returns the {@link ChatResult}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatEvent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ChatEvent.Reasoning.class, name = "reasoning"),
    @JsonSubTypes.Type(value = ChatEvent.Refusal.class, name = "refusal"),
    @JsonSubTypes.Type(value = ChatEvent.ToolCall.class, name = "tool_call"),
    @JsonSubTypes.Type(value = ChatEvent.InvalidToolCall.class, name = "invalid_tool_call"),
    @JsonSubTypes.Type(value = ChatEvent.ProviderState.class, name = "provider_state"),
    @JsonSubTypes.Type(value = ChatEvent.Notice.class, name = "notice")
})
public sealed interface ChatEvent {

    /** A chunk of the response text; never empty. */
    record Text(String text) implements ChatEvent {}

    /** A chunk of the visible reasoning; never empty. */
    record Reasoning(String text) implements ChatEvent {}

    /** A chunk of a refusal message, from providers that distinguish refusals from response text. */
    record Refusal(String text) implements ChatEvent {}

    /**
     * A complete tool call.
     *
     * @param id the provider's ID for the call, or a generated ID; unique within the response
     * @param arguments the arguments, which are always a JSON object
     */
    record ToolCall(String id, String name, ObjectNode arguments) implements ChatEvent {}

    /**
     * A tool call whose arguments are not a JSON object, because the response was truncated or the model made a
     * mistake. The call must not be executed.
     *
     * @param rawArguments the arguments as received
     * @param message the reason why the call is invalid
     * @param messageTemplate the template of the message, for translation
     */
    record InvalidToolCall(
            String id, String name, String rawArguments, String message, Optional<MessageTemplate> messageTemplate)
            implements ChatEvent {

        public InvalidToolCall(String id, String name, String rawArguments, UserText message) {
            this(id, name, rawArguments, message.english(), message.template());
        }

        /** Creates an invalid tool call whose message is not translated. */
        public InvalidToolCall(String id, String name, String rawArguments, String message) {
            this(id, name, rawArguments, message, Optional.empty());
        }
    }

    /**
     * Provider-specific state to store in the assistant message that contains this response; see {@link
     * Part.ProviderState}.
     */
    record ProviderState(String provider, String model, JsonNode data) implements ChatEvent {}

    /**
     * A notice to the user during a request, for example about a retry, a fallback, a model that is loading, or an
     * omitted parameter.
     *
     * @param topic the kind of event that the notice reports
     * @param message the notice, in one or two sentences
     * @param messageTemplate the template of the message, for translation
     */
    record Notice(Topic topic, String message, Optional<MessageTemplate> messageTemplate) implements ChatEvent {

        public Notice(Topic topic, UserText message) {
            this(topic, message.english(), message.template());
        }

        /** Creates a notice that is not translated, such as a message from a provider. */
        public Notice(Topic topic, String message) {
            this(topic, message, Optional.empty());
        }

        /** The kind of event that a notice reports. */
        public enum Topic {
            @JsonProperty("retry")
            RETRY,
            @JsonProperty("fallback")
            FALLBACK,
            @JsonProperty("loading")
            LOADING,
            @JsonProperty("warning")
            WARNING
        }
    }
}
