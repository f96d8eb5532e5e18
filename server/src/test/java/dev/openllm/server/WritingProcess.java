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
 * A process of {@link KilledWritersTest}: stores keys and changes configuration in turn until it is killed, and says on
 * standard output what is done. Arguments: its own number, and how many writes came before.
 */
final class WritingProcess {

    private WritingProcess() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("parent").start(WritingProcess::endWithParent);
        Path userFolder = ConfigLocations.ofThisMachine().userFolder();
        DotenvSecrets keys =
                new DotenvSecrets(userFolder, () -> new Workspace(List.of(), true), new KeyHostBindings(userFolder));
        LiveConfig config = LiveConfig.of(ConfigLocations.ofThisMachine());
        ConfigEditor editor = new ConfigEditor(config, null);
        SecretQuery query = new SecretQuery(
                "writer" + arguments[0], List.of("WRITER_" + arguments[0]), "https://llm.example.com", false);
        for (int i = Integer.parseInt(arguments[1]) + 1; ; i++) {
            keys.set(query, new Secret("canary-" + i), SecretScope.USER);
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

    /** Standard input ends when the test's JVM does, however that ends: nobody would kill this process then. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException closed) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
