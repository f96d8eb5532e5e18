package dev.openllm.server.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SchemaReader;
import dev.openllm.server.config.schema.SettingsTree;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration source that is in effect.
 *
 * @param source the kind of source
 * @param file the file, if the source is a file
 * @param folder the workspace folder that contains the file
 * @param exists whether the source has any content
 * @param values the valid values
 * @param problems the problems detected in the source
 * @param unreadable the problem that prevents the source from being read, if the source has never been read
 *     successfully
 */
record Layer(
        Origin.Source source,
        Optional<Path> file,
        Optional<Path> folder,
        boolean exists,
        Value.Block values,
        List<Problem> problems,
        Optional<Problem> unreadable) {

    static Layer ofSettings(ObjectNode settings, Origin.Source source, Variables variables) {
        SchemaReader.Read read = SchemaReader.read(SettingsTree.read(settings, source), variables);
        return new Layer(
                source,
                Optional.empty(),
                Optional.empty(),
                !settings.isEmpty(),
                read.values(),
                read.problems(),
                Optional.empty());
    }

    /** Returns a layer that represents the settings of an untrusted workspace and contains no values. */
    static Layer ofUntrustedSettings(ObjectNode settings) {
        Origin origin = new Origin(Origin.Source.VSCODE_WORKSPACE, Optional.empty(), 0, 0);
        Problem notice = new Problem(
                Severity.INFORMATION,
                UserText.of("The settings of this workspace are ignored because the workspace is not trusted."),
                Optional.empty(),
                0,
                0,
                Optional.empty());
        return new Layer(
                origin.source(),
                Optional.empty(),
                Optional.empty(),
                !settings.isEmpty(),
                Value.Block.empty(origin),
                settings.isEmpty() ? List.of() : List.of(notice),
                Optional.empty());
    }

    /**
     * Returns a layer that contains the providers added outside the settings. The user added these providers, so they
     * can be used regardless of whether the workspace is trusted.
     */
    static Layer ofGroups(List<ObjectNode> groups, Variables variables) {
        ObjectNode providers = JsonNodeFactory.instance.objectNode();
        providers.putArray("providers").addAll(groups);
        return ofSettings(providers, Origin.Source.VSCODE_GROUP, variables);
    }

    Layer withValues(Value.Block newValues) {
        return new Layer(source, file, folder, exists, newValues, problems, unreadable);
    }

    /** Returns the layer's display name. */
    String name() {
        return file.map(Path::toString)
                .orElse(
                        switch (source) {
                            case VSCODE_GROUP -> "Add Models in VS Code";
                            case VSCODE_USER -> "VS Code user settings";
                            default -> "VS Code workspace settings";
                        });
    }

    /**
     * Returns the target for edits to this layer, or an empty result if the layer cannot be edited. For example, a file
     * that is specified on the command line cannot be edited.
     */
    Optional<ConfigTarget> target() {
        return switch (source) {
            case VSCODE_USER -> target(ConfigStore.VSCODE, ConfigLevel.USER);
            case VSCODE_WORKSPACE -> target(ConfigStore.VSCODE, ConfigLevel.WORKSPACE);
            case YAML_USER -> target(ConfigStore.NATIVE, ConfigLevel.USER);
            case YAML_WORKSPACE -> target(ConfigStore.NATIVE, ConfigLevel.WORKSPACE);
            case BUILT_IN, VSCODE_GROUP, COMMAND_LINE, POLICY -> Optional.empty();
        };
    }

    private Optional<ConfigTarget> target(ConfigStore store, ConfigLevel level) {
        return Optional.of(new ConfigTarget(store, level, folder.map(Path::toString)));
    }
}
