package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.MessageTemplate;
import java.util.List;
import java.util.Optional;

/**
 * A question to the user about whether a configuration file in a trusted workspace may be used. The file was changed,
 * and the change affects where data is sent.
 *
 * @param folder the path of the workspace folder
 * @param file the path of the file
 * @param selects the hosts and models that the file now selects, one per line
 * @param selectsTemplates the templates of the lines in {@code selects}, for translation
 */
public record ConfirmTrustParams(
        String folder, String file, List<String> selects, Optional<List<MessageTemplate>> selectsTemplates) {

    public ConfirmTrustParams {
        selects = Wire.list(selects);
    }

    /** Creates a question whose lines are not translated. */
    public ConfirmTrustParams(String folder, String file, List<String> selects) {
        this(folder, file, selects, Optional.empty());
    }
}
