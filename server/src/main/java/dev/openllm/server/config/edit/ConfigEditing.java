package dev.openllm.server.config.edit;

import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;

/** Reads configuration and edits it in its source. Safe for use by many threads. */
public interface ConfigEditing {

    ConfigShowResult show(ConfigShowParams params);

    /** The same, but changes of where data goes are made only with this approval. */
    ConfigEditing with(DestinationApproval approval);

    /**
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} when the change cannot be made; then
     *     nothing was written
     */
    ConfigEditResult edit(ConfigEditParams params);

    /** @throws dev.openllm.protocol.error.OpenLlmException as {@link #edit} */
    ConfigEditResult transfer(ConfigTransferParams params);
}
