package dev.openllm.server.config.edit;

import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;

/** Shows and edits configuration sources. Implementations are thread-safe. */
public interface ConfigEditing {

    ConfigShowResult show(ConfigShowParams params);

    /**
     * Returns an editor that uses {@code approval} to request the user's permission before the editor changes where
     * data is sent.
     */
    ConfigEditing withApproval(DestinationApproval approval);

    /**
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} if the edit cannot be made, in which
     *     case nothing is written
     */
    ConfigEditResult edit(ConfigEditParams params);

    /**
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code config} if the transfer cannot be made, in
     *     which case nothing is written
     */
    ConfigEditResult transfer(ConfigTransferParams params);
}
