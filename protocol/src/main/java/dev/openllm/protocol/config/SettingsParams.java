package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A client's settings, workspace trust, and open folders.
 *
 * @param user the user's {@code openLLM} settings, as one object: {@code {"providers": […], …}}
 * @param workspace the workspace's {@code openLLM} settings, in the same form
 * @param folders the paths of the open folders
 * @param trusted whether the user trusts the workspace; the settings and files of an untrusted workspace are not used.
 *     If this value and {@code asksForTrust} are both false, the decisions made with {@code open-llm trust} apply
 * @param network the network settings
 * @param groups the providers that the user added outside the settings, such as with Add Models in VS Code, each in the
 *     same form as an item of {@code providers}; their API keys are stored only in the client's secret storage
 * @param userFile the path of the JSON file that contains the settings in {@code user}, if known; settings whose values
 *     contain comments are changed directly in this file, because the client would delete the comments
 * @param workspaceFile the path of the JSON file that contains the settings in {@code workspace}, if known; this file
 *     is used in the same way as {@code userFile}
 * @param asksForTrust whether the client itself asks the user to trust workspaces, as editors do; if so, an untrusted
 *     workspace remains untrusted regardless of decisions made elsewhere, and if a file in a trusted workspace changes
 *     where data is sent, the server asks the user again through the client
 */
public record SettingsParams(
        ObjectNode user,
        ObjectNode workspace,
        List<String> folders,
        boolean trusted,
        NetworkSettings network,
        List<ObjectNode> groups,
        Optional<String> userFile,
        Optional<String> workspaceFile,
        boolean asksForTrust) {

    /** Empty client settings, so only configuration files and environment variables apply. */
    public static final SettingsParams NONE = new SettingsParams(null, null, List.of(), false, NetworkSettings.SYSTEM);

    public SettingsParams {
        user = Wire.orElse(user, JsonNodeFactory.instance.objectNode());
        workspace = Wire.orElse(workspace, JsonNodeFactory.instance.objectNode());
        folders = Wire.list(folders);
        network = Wire.orElse(network, NetworkSettings.SYSTEM);
        groups = Wire.list(groups);
        userFile = Wire.orElse(userFile, Optional.empty());
        workspaceFile = Wire.orElse(workspaceFile, Optional.empty());
    }

    public SettingsParams(
            ObjectNode user,
            ObjectNode workspace,
            List<String> folders,
            boolean trusted,
            NetworkSettings network,
            List<ObjectNode> groups,
            Optional<String> userFile,
            Optional<String> workspaceFile) {
        this(user, workspace, folders, trusted, network, groups, userFile, workspaceFile, false);
    }

    public SettingsParams(
            ObjectNode user,
            ObjectNode workspace,
            List<String> folders,
            boolean trusted,
            NetworkSettings network,
            List<ObjectNode> groups) {
        this(user, workspace, folders, trusted, network, groups, Optional.empty(), Optional.empty(), false);
    }

    public SettingsParams(
            ObjectNode user, ObjectNode workspace, List<String> folders, boolean trusted, NetworkSettings network) {
        this(user, workspace, folders, trusted, network, List.of());
    }
}
