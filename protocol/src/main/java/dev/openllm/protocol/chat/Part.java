package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/** A part of a message. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Part.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Part.File.class, name = "file"),
    @JsonSubTypes.Type(value = Part.Reasoning.class, name = "reasoning"),
    @JsonSubTypes.Type(value = Part.ToolCall.class, name = "tool_call"),
    @JsonSubTypes.Type(value = Part.ToolResult.class, name = "tool_result"),
    @JsonSubTypes.Type(value = Part.ProviderState.class, name = "provider_state"),
    @JsonSubTypes.Type(value = Part.CacheBreakpoint.class, name = "cache_breakpoint")
})
public sealed interface Part {

    /** Plain text. */
    record Text(String text) implements Part {
        public Text {
            text = Wire.orElse(text, "");
        }
    }

    /**
     * An image.
     *
     * @param mimeType such as {@code image/png}
     * @param data the bytes in base64, without a {@code data:} prefix; empty when {@code url} is given
     * @param url an address that the provider fetches itself; most providers require {@code data}
     */
    record Image(String mimeType, String data, Optional<String> url) implements Part {
        public Image {
            mimeType = Wire.orElse(mimeType, "image/png");
            data = Wire.orElse(data, "");
        }

        public static Image ofData(String mimeType, String base64) {
            return new Image(mimeType, base64, Optional.empty());
        }
    }

    /**
     * A document, such as a PDF, for models that accept it.
     *
     * @param mimeType such as {@code application/pdf}
     * @param data the bytes in base64; empty when {@code url} is given
     * @param name the file's name, if known
     * @param url an address that the provider fetches itself; many providers require {@code data}
     */
    record File(String mimeType, String data, Optional<String> name, Optional<String> url) implements Part {
        public File {
            mimeType = Wire.orElse(mimeType, "application/octet-stream");
            data = Wire.orElse(data, "");
        }

        public File(String mimeType, String data, Optional<String> name) {
            this(mimeType, data, name, Optional.empty());
        }
    }

    /** The model's reasoning, as far as the provider reveals it. */
    record Reasoning(String text) implements Part {
        public Reasoning {
            text = Wire.orElse(text, "");
        }
    }

    /**
     * A tool call of the model.
     *
     * @param id pairs the call with its result; unique within the conversation
     * @param arguments always an object; no arguments are an empty one
     */
    record ToolCall(String id, String name, ObjectNode arguments) implements Part {
        public ToolCall {
            id = Wire.orElse(id, "");
            name = Wire.orElse(name, "");
            arguments = Wire.orElse(arguments, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * The result of a tool call.
     *
     * @param callId the {@code id} of the call
     * @param content texts, images and files
     * @param isError the tool failed and {@code content} says why
     */
    record ToolResult(String callId, List<Part> content, boolean isError) implements Part {
        public ToolResult {
            callId = Wire.orElse(callId, "");
            content = Wire.list(content);
        }
    }

    /**
     * Data that the provider requires unchanged in the next request: signatures, encrypted reasoning. It
     * is omitted from requests to another provider or model.
     *
     * @param provider the configured provider it came from
     * @param model the provider's id of the model it came from
     * @param data what the dialect stored, in the dialect's own form
     */
    record ProviderState(String provider, String model, JsonNode data) implements Part {
        public ProviderState {
            provider = Wire.orElse(provider, "");
            model = Wire.orElse(model, "");
            data = Wire.orElse(data, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * Caches the prompt up to the part before this one, for providers with explicit caching. If a request contains a
     * breakpoint, none are added to it.
     *
     * @param ttl how long: {@code 5m} or {@code 1h}
     */
    record CacheBreakpoint(String ttl) implements Part {
        public CacheBreakpoint {
            ttl = Wire.orElse(ttl, "5m");
        }
    }
}
