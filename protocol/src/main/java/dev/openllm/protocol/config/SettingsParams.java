package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * A client's settings, whole.
 *
 * @param user the {@code openLLM} settings of the person, as one object: {@code {"providers": […], …}}
 * @param workspace the {@code openLLM} settings of the workspace, in the same form
 * @param folders paths of the open folders
 * @param trusted whether the person trusts the workspace; settings and files of an untrusted one cannot name
 *     base URLs, headers or secrets
 * @param network how to reach the world
 * @param groups providers that the person added in the client's own way, beside its settings (VS Code's Add Models),
 *     each in the form of {@code providers}; their keys are in the client's secret storage and nowhere else
 */
public record SettingsParams(
        ObjectNode user,
        ObjectNode workspace,
        List<String> folders,
        boolean trusted,
        NetworkSettings network,
        List<ObjectNode> groups) {

    /** No settings of a client: only files and the environment count. */
    public static final SettingsParams NONE =
            new SettingsParams(null, null, List.of(), false, NetworkSettings.SYSTEM);

    public SettingsParams {
        user = Wire.orElse(user, JsonNodeFactory.instance.objectNode());
        workspace = Wire.orElse(workspace, JsonNodeFactory.instance.objectNode());
        folders = Wire.list(folders);
        network = Wire.orElse(network, NetworkSettings.SYSTEM);
        groups = Wire.list(groups);
    }

    public SettingsParams(
            ObjectNode user, ObjectNode workspace, List<String> folders, boolean trusted, NetworkSettings network) {
        this(user, workspace, folders, trusted, network, List.of());
    }
}
