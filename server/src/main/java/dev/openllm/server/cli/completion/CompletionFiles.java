package dev.openllm.server.cli.completion;

import dev.openllm.server.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes the completions that do not require a server to files. When the user requests a completion, the launcher reads
 * these files instead of starting a JVM. Each command has a folder, which is inside the folder of its parent command
 * and contains the files {@code words} and {@code options}. The root folder also contains the shell scripts. The files
 * are written when a shell requests its script. The launcher uses the files only if they are newer than the installed
 * program.
 */
final class CompletionFiles {

    private final Path folder;

    /** @param caches the cache folder, in which a folder for the completion files is created */
    CompletionFiles(Path caches) {
        this.folder = caches.resolve("completion");
    }

    /**
     * Writes the completion files and the completion script for a shell.
     *
     * @param values the source of the values that require a server; these values are not requested, and completions
     *     that require them are omitted
     */
    void write(CommandSpec root, CompletionValues values, String shell, String script) {
        try {
            write(new Completion(root, values), root, List.of());
            put(folder.resolve("script." + shell), script);
        } catch (IOException unwritable) {
            // Without the files, the launcher starts a JVM for each completion.
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
