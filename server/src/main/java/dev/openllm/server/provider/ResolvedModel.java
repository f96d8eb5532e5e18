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
     * A provider's model.
     *
     * @param dialect the model's dialect, which can differ from the endpoint's (OpenAI has two)
     * @param quirks the endpoint's quirks, overridden by the model's
     * @param config the user's configuration of the model
     */
    record Remote(Endpoint endpoint, Dialect dialect, ModelInfo info, Quirks quirks, ModelConfig config)
            implements ResolvedModel {

        /**
         * The name by which facts about the model are known: the configured base model or, if there is none, the
         * model's ID.
         */
        public String baseModel() {
            return config.baseModel().orElse(info.model());
        }
    }

    /** The built-in Echo model, which requires no network. */
    record Echo(ModelInfo info) implements ResolvedModel {}
}
