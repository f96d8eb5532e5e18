package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.openllm.protocol.config.ConfigEdit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A process of {@link ManyWritersTest}: changes its own values in a shared file and says on standard output what is
 * done. Arguments: the user's folder, the file, its own number, a seed, how many edits.
 */
final class EditingProcess {

    /**
     * Between two edits, as between the user's. Without it the writer that has the turn takes the next one as well,
     * and the others may wait in vain.
     */
    private static final long PAUSE_MS = 20;

    private EditingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        YamlFileEditor editor = new YamlFileEditor(Path.of(arguments[0]));
        YamlFileEditor.Target file = new YamlFileEditor.Target(Path.of(arguments[1]), Optional.empty());
        String provider = "writer" + arguments[2];
        Random random = new Random(Long.parseLong(arguments[3]));
        int edits = Integer.parseInt(arguments[4]);
        for (int i = 1; i <= edits; i++) {
            ConfigEdit edit = edit(provider, random.nextInt(6), i);
            System.out.println("begin " + String.join("/", edit.path()) + " " + i);
            editor.edit(file, plain -> NormalizedEdit.apply(plain, List.of(edit)), false, Optional.empty());
            System.out.println("done " + String.join("/", edit.path()) + " " + i);
            Thread.sleep(PAUSE_MS);
        }
    }

    private static ConfigEdit edit(String provider, int kind, int value) {
        List<String> path = kind < 3
                ? List.of("providers", provider, "models", "m" + kind, "contextTokens")
                : List.of("providers", provider, "quirks", "q" + kind);
        return new ConfigEdit(path, Optional.of(IntNode.valueOf(value)));
    }
}
