package dev.openllm.server.cli.completion;

import dev.openllm.server.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The completions that do not require a server, in files that the launcher reads when a key is pressed, instead of
 * starting a JVM. The files {@code words} and {@code options} of each command are in a folder inside the folder of the
 * parent command; the root folder also contains the scripts. The files are written when a shell requests its script and
 * are used only if they are newer than the program.
 */
final class CompletionFiles {

    private final Path folder;

    /** @param caches the folder in which the folder of these files is created */
    CompletionFiles(Path caches) {
        this.folder = caches.resolve("completion");
    }

    /**
     * @param values the values that require a server; they are not requested, and completions that need them are
     *     omitted
     */
    void write(CommandSpec root, CompletionValues values, String shell, String script) {
        try {
            write(new Completion(root, values), root, List.of());
            put(folder.resolve("script." + shell), script);
        } catch (IOException unwritable) {
            // In this case, a JVM is started for each key press.
        }
    }

    private void write(Completion completion, CommandSpec command, List<String> words) throws IOException {
        Path own = folder.resolve(String.join("/", words));
        put(own.resolve("options"), completion.lines(and(words, "-")));
        if (Completion.isKnownByHeart(command)) {
            put(own.resolve("words"), completion.lines(and(words, "")));
        }
        for (var below : command.subcommands().entrySet()) {
            write(completion, below.getValue().getCommandSpec(), and(words, below.getKey()));
        }
    }

    private static List<String> and(List<String> words, String next) {
        List<String> more = new ArrayList<>(words);
        more.add(next);
        return more;
    }

    private static void put(Path file, String text) throws IOException {
        AtomicFile.makeFolder(file.getParent());
        AtomicFile.replacePrivately(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
