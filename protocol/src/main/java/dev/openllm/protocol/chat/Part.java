package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/** A part of a message, such as text, an image, or a tool call. */
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
     * @param mimeType the media type, such as {@code image/png}
     * @param data the bytes in base64, without a {@code data:} prefix; empty if {@code url} is specified
     * @param url an address from which the provider downloads the image; most providers require {@code data}
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
     * A document, such as a PDF, for models that accept documents.
     *
     * @param mimeType the media type, such as {@code application/pdf}
     * @param data the bytes in base64; empty if {@code url} is specified
     * @param name the file name, if known
     * @param url an address from which the provider downloads the document; many providers require {@code data}
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

    /** The reasoning text that the provider exposes. */
    record Reasoning(String text) implements Part {
        public Reasoning {
            text = Wire.orElse(text, "");
        }
    }

    /**
     * A tool call by the model.
     *
     * @param id the ID that pairs the call with its result; unique within the conversation
     * @param arguments the arguments, which are always a JSON object; empty if there are none
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
     * @param content the result as text, images, and files
     * @param isError whether the tool failed; if so, {@code content} describes why
     */
    record ToolResult(String callId, List<Part> content, boolean isError) implements Part {
        public ToolResult {
            callId = Wire.orElse(callId, "");
            content = Wire.list(content);
        }
    }

    /**
     * Data that must be returned to the provider unchanged in the next request, such as signatures and encrypted
     * reasoning. The data is omitted from requests to other providers or models.
     *
     * @param provider the configured name of the provider that returned the data
     * @param model the provider's ID of the model that returned the data
     * @param data the data, in the format of the provider's dialect
     */
    record ProviderState(String provider, String model, JsonNode data) implements Part {
        public ProviderState {
            provider = Wire.orElse(provider, "");
            model = Wire.orElse(model, "");
            data = Wire.orElse(data, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * A cache breakpoint, for providers that support explicit caching: the prompt is cached up to and including the
     * part before the breakpoint. If a request contains a breakpoint, the server does not add any breakpoints of its
     * own.
     *
     * @param ttl how long the prompt is cached: {@code 5m} or {@code 1h}
     */
    record CacheBreakpoint(String ttl) implements Part {
        public CacheBreakpoint {
            ttl = Wire.orElse(ttl, "5m");
        }
    }
}
