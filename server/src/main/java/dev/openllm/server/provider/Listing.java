package dev.openllm.server.provider;

import dev.openllm.server.dialect.ListedModel;
import java.util.List;

/**
 * What a provider said of its models.
 *
 * @param source where it said so, for a person: {@code OpenRouter's model list}
 */
record Listing(List<ListedModel> models, String source) {

    Listing {
        models = List.copyOf(models);
    }
}
