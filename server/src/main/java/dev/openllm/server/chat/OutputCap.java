package dev.openllm.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.Locale;
import java.util.Optional;

/**
 * Reduces the requested number of output tokens to the model's known limit. Coding agents request the same number of
 * output tokens from every model, and most providers reject a number above the model's limit.
 */
final class OutputCap {

    private static final String FIELD = "limits.maxOutputTokens";

    private OutputCap() {}

    /**
     * Returns the notice for a request that exceeds the model's output limit, or an empty result if the request does
     * not exceed the limit.
     */
    static Optional<UserText> notice(ModelInfo model, ChatOptions options) {
        return exceeds(model, options)
                ? Optional.of(UserText.of(
                        "{0} returns at most {1} output tokens ({2}); the request asked for {3}.",
                        model.id(),
                        format(model.limits().maxOutputTokens()),
                        model.sourceText(FIELD),
                        format(options.maxOutputTokens().getAsInt())))
                : Optional.empty();
    }

    private static String format(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * Returns the options with the requested number of output tokens reduced to the model's output limit, if necessary.
     */
    static ChatOptions cap(ModelInfo model, ChatOptions options) {
        if (!exceeds(model, options)) {
            return options;
        }
        ObjectNode capped = Wire.JSON.valueToTree(options);
        try {
            return Wire.JSON.treeToValue(
                    capped.put("maxOutputTokens", model.limits().maxOutputTokens()), ChatOptions.class);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException("Options that were written can be read.", unexpected);
        }
    }

    private static boolean exceeds(ModelInfo model, ChatOptions options) {
        int limit = model.limits().maxOutputTokens();
        return limit > 0
                && options.maxOutputTokens().orElse(0) > limit
                && isKnown(model.sources().get(FIELD));
    }

    /**
     * Returns whether an output limit from the specified source is reliable. Assumed limits are not reliable. Limits
     * that another provider specifies for the same model are not reliable either, because limits can differ between
     * providers.
     */
    private static boolean isKnown(String source) {
        return source != null && !FactSheet.isAssumed(source) && !FactSheet.isOfAnotherProvider(source);
    }
}
