package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.provider.endpoint.Endpoint;

/** A model that was asked for by name, with the way to it. */
public sealed interface ResolvedModel {

    ModelInfo info();

    /**
     * A model behind a service.
     *
     * @param dialect how this model is spoken to; may differ from the endpoint's (OpenAI has two)
     * @param quirks of the endpoint, overlaid by the model's
     * @param config what the user says about the model
     */
    record Remote(Endpoint endpoint, Dialect dialect, ModelInfo info, Quirks quirks, ModelConfig config)
            implements ResolvedModel {}

    /** The built-in model without network. */
    record Echo(ModelInfo info) implements ResolvedModel {}
}
