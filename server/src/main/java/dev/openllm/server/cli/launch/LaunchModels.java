package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ModelInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The models that a launched tool can use.
 *
 * @param main the main model of the tool
 * @param small the model for titles, summaries, and similar tasks
 * @param all all models that the user can select in the tool
 */
record LaunchModels(ModelInfo main, ModelInfo small, List<ModelInfo> all) {

    /**
     * The maximum number of models in the list for a tool. Some tools read the list from a single environment variable,
     * whose size Linux limits to 128 KiB.
     */
    private static final int MAX_MODELS = 100;

    /**
     * The context window that is assumed for a model if no source specifies it, in tokens. This value is the default of
     * small local servers.
     */
    private static final int DEFAULT_WINDOW = 32_768;

    private static final int LARGE_WINDOW = 128_000;

    /** Returns the size of the model's context window, in tokens. If the size is unknown, returns an assumed size. */
    static int window(ModelInfo model) {
        return model.limits().contextTokens() > 0 ? model.limits().contextTokens() : DEFAULT_WINDOW;
    }

    /** Returns whether the context window is assumed because no source specifies it. */
    static boolean isWindowAssumed(ModelInfo model) {
        return model.limits().contextTokens() <= 0
                || model.sources().getOrDefault("limits.contextTokens", "").startsWith("assumed");
    }

    /**
     * Returns the maximum number of output tokens of a model. Because tools reserve this number of tokens in the
     * context window, the maximum is limited to a quarter of a small window and to half of a large window.
     */
    static int maxOutput(ModelInfo model) {
        int window = window(model);
        int limit = window >= LARGE_WINDOW ? window / 2 : window / 4;
        int declared = model.limits().maxOutputTokens();
        return declared > 0 ? Math.min(declared, limit) : limit;
    }

    /**
     * Returns a template with the variables for these models.
     *
     * @param root the base URL of the gateway
     * @param token the gateway token
     * @param files the path of the folder for the files of the tool
     */
    Template template(String root, String token, String files) {
        Map<String, JsonNode> values = new HashMap<>(variables(main));
        values.put("model", TextNode.valueOf(main.id()));
        values.put("small", TextNode.valueOf(small.id()));
        values.put("root", TextNode.valueOf(root));
        values.put("token", TextNode.valueOf(token));
        values.put("files", TextNode.valueOf(files));
        List<ModelInfo> listed = new ArrayList<>(
                Stream.concat(Stream.of(main, small), all.stream()).distinct().toList());
        return new Template(
                values,
                listed.stream().limit(MAX_MODELS).map(LaunchModels::variables).toList());
    }

    private static Map<String, JsonNode> variables(ModelInfo model) {
        ArrayNode modalities = Wire.JSON.createArrayNode().add("text");
        if (model.capabilities().vision()) {
            modalities.add("image");
        }
        int declared = model.limits().maxInputTokens();
        int input = window(model) - maxOutput(model);
        return Map.of(
                "id", TextNode.valueOf(model.id()),
                "name", TextNode.valueOf(model.name().isBlank() ? model.id() : model.name()),
                "window", IntNode.valueOf(window(model)),
                "input", IntNode.valueOf(declared > 0 ? Math.min(declared, input) : input),
                "output", IntNode.valueOf(maxOutput(model)),
                "tools", BooleanNode.valueOf(model.capabilities().tools()),
                "vision", BooleanNode.valueOf(model.capabilities().vision()),
                "reasoning", BooleanNode.valueOf(model.capabilities().reasoning()),
                "modalities", modalities);
    }
}
