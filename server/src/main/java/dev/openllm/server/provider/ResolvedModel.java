package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.provider.endpoint.Endpoint;

/** A model that was requested by name, together with everything needed to send a request to it. */
public sealed interface ResolvedModel {

    ModelInfo info();

    /**
     * A model of a remote provider.
     *
     * @param dialect the dialect of the model, which can differ from the dialect of the endpoint (OpenAI has two
     *     dialects)
     * @param quirks the quirks of the endpoint, overridden by the quirks of the model
     * @param config the user's configuration of the model
     */
    record Remote(Endpoint endpoint, Dialect dialect, ModelInfo info, Quirks quirks, ModelConfig config)
            implements ResolvedModel {

        /**
         * Returns the name that is used to look up data about the model: the configured base model or, if there is
         * none, the model ID.
         */
        public String baseModel() {
            return config.baseModel().orElse(info.model());
        }
    }

    /** The built-in Echo model, which requires no network access. */
    record Echo(ModelInfo info) implements ResolvedModel {}
}
