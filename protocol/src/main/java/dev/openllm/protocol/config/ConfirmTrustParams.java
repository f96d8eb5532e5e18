package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * A file of a trusted workspace that changed where data goes.
 *
 * @param folder the path of the workspace folder
 * @param file the path of the file
 * @param selects the hosts and models that it would select now, a line each
 */
public record ConfirmTrustParams(String folder, String file, List<String> selects) {

    public ConfirmTrustParams {
        selects = Wire.list(selects);
    }
}
