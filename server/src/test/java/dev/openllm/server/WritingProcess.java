package dev.openllm.server;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.edit.ConfigEditor;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of {@link KilledWritersTest} that alternately stores API keys and changes the configuration until it is
 * killed. Prints each completed write to standard output. Arguments: the number of the process and the number of
 * earlier writes.
 */
final class WritingProcess {

    private WritingProcess() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("parent").start(WritingProcess::exitWithParent);
        Path userFolder = ConfigLocations.ofThisMachine().userFolder();
        DotenvSecrets secrets =
                new DotenvSecrets(userFolder, () -> new Workspace(List.of(), true), new KeyHostBindings(userFolder));
        LiveConfig config = LiveConfig.of(ConfigLocations.ofThisMachine());
        ConfigEditor editor = new ConfigEditor(config, null);
        SecretQuery query = new SecretQuery(
                "writer" + arguments[0], List.of("WRITER_" + arguments[0]), "https://llm.example.com", false);
        for (int i = Integer.parseInt(arguments[1]) + 1; ; i++) {
            secrets.set(query, new Secret("canary-" + i), SecretScope.USER);
            System.out.println("key " + i);
            editor.edit(new ConfigEditParams(
                    new ConfigTarget(ConfigStore.NATIVE, null, null),
                    List.of(new ConfigEdit(
                            List.of("providers", "writer" + arguments[0], "models", "m", "contextTokens"),
                            Optional.of(IntNode.valueOf(i)))),
                    false));
            System.out.println("edit " + i);
        }
    }

    /**
     * Standard input closes when the JVM of the test ends, even if that JVM crashes. Without this check, this process
     * would run forever.
     */
    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException closed) {
            // A read error also indicates that the parent has ended.
        }
        Runtime.getRuntime().halt(1);
    }
}
