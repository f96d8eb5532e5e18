package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.provider.endpoint.Endpoint;

/** A model that was requested by name, with everything needed to send a request. */
public sealed interface ResolvedModel {

    ModelInfo info();

    /**
     * A model of a provider.
     *
     * @param dialect the model's dialect; may differ from the endpoint's (OpenAI has two)
     * @param quirks of the endpoint, overridden by the model's
     * @param config the user's configuration of the model
     */
    record Remote(Endpoint endpoint, Dialect dialect, ModelInfo info, Quirks quirks, ModelConfig config)
            implements ResolvedModel {

        /** The name by which facts about the model are known: what the user configured, or else its id. */
        public String baseModel() {
            return config.baseModel().orElse(info.model());
        }
    }

    /** The built-in model without network. */
    record Echo(ModelInfo info) implements ResolvedModel {}
}
