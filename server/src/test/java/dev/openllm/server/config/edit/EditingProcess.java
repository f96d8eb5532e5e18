package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.openllm.protocol.config.ConfigEdit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A process of {@link ManyWritersTest} that changes its own values in a shared file and reports each edit on standard
 * output. Arguments: the user folder, the file, the number of the process, a random seed, and the number of edits.
 */
final class EditingProcess {

    /**
     * The pause between two edits, as between the edits of a user. Without this pause, the process that holds the lock
     * would immediately acquire it again, and the others might time out.
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
            editor.edit(file, config -> NormalizedEdit.apply(config, List.of(edit)), false, Optional.empty());
            System.out.println("done " + String.join("/", edit.path()) + " " + i);
            Thread.sleep(PAUSE_MS);
        }
    }

    private static ConfigEdit edit(String provider, int index, int value) {
        List<String> path = index < 3
                ? List.of("providers", provider, "models", "m" + index, "contextTokens")
                : List.of("providers", provider, "quirks", "q" + index);
        return new ConfigEdit(path, Optional.of(IntNode.valueOf(value)));
    }
}
