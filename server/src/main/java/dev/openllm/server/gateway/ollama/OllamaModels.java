package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ModelInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** Converts models to the Ollama format. Source: https://docs.ollama.com/api/tags */
public final class OllamaModels {

    /** The response to the request that clients send to check whether the server is Ollama. */
    public static final String RUNNING_MESSAGE = "Ollama is running";

    /** The Ollama version that is reported to clients. Clients reject versions that are too old for them. */
    private static final String VERSION = "0.32.0";

    /** The modification time that is reported for every model, because the actual time is unknown. */
    private static final String UNKNOWN_TIME = "1970-01-01T00:00:00Z";

    private static final String ARCHITECTURE = "openllm";

    private OllamaModels() {}

    public static ObjectNode version() {
        return Wire.JSON.createObjectNode().put("version", VERSION);
    }

    public static ObjectNode tags(List<ModelInfo> models) {
        ObjectNode list = Wire.JSON.createObjectNode();
        ArrayNode entries = list.putArray("models");
        models.forEach(model -> entries.add(entry(model)));
        return list;
    }

    /**
     * Returns an empty list of loaded models. The gateway itself does not load any models, because each provider loads
     * its own models.
     */
    public static ObjectNode running() {
        ObjectNode list = Wire.JSON.createObjectNode();
        list.putArray("models");
        return list;
    }

    private static ObjectNode entry(ModelInfo model) {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("name", model.id())
                .put("model", model.id())
                .put("modified_at", UNKNOWN_TIME)
                .put("size", 0)
                .put("digest", digest(model.id()));
        entry.set("details", details(model));
        entry.set("capabilities", capabilities(model));
        return entry;
    }

    public static ObjectNode show(ModelInfo model) {
        ObjectNode response = Wire.JSON
                .createObjectNode()
                .put("modelfile", "")
                .put("parameters", "")
                .put("template", "{{ .Prompt }}")
                .put("modified_at", UNKNOWN_TIME);
        response.set("details", details(model));
        ObjectNode info = response.putObject("model_info")
                .put("general.architecture", ARCHITECTURE)
                .put("general.basename", model.name())
                .put(ARCHITECTURE + ".context_length", model.limits().contextTokens());
        model.embedding()
                .map(ModelInfo.Embedding::dimensions)
                .orElse(OptionalInt.empty())
                .ifPresent(length -> info.put(ARCHITECTURE + ".embedding_length", length));
        response.set("capabilities", capabilities(model));
        return response;
    }

    private static ObjectNode details(ModelInfo model) {
        ObjectNode details = Wire.JSON.createObjectNode();
        details.put("parent_model", "").put("format", "").put("family", model.family());
        details.putArray("families").add(model.family());
        return details.put("parameter_size", "")
                .put("quantization_level", "")
                .put("context_length", model.limits().contextTokens());
    }

    /**
     * Returns the capabilities of a model. Source: https://github.com/ollama/ollama/blob/main/types/model/capability.go
     */
    private static ArrayNode capabilities(ModelInfo model) {
        if (model.embedding().isPresent()) {
            return Wire.JSON.createArrayNode().add("embedding");
        }
        ArrayNode capabilities = Wire.JSON.createArrayNode().add("completion");
        ModelInfo.Capabilities modelCapabilities = model.capabilities();
        if (modelCapabilities.tools()) {
            capabilities.add("tools");
        }
        if (modelCapabilities.vision()) {
            capabilities.add("vision");
        }
        if (modelCapabilities.reasoning()) {
            capabilities.add("thinking");
        }
        return capabilities;
    }

    /**
     * Returns a digest of a model ID. The same ID always has the same digest, and different IDs have different digests.
     */
    private static String digest(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
