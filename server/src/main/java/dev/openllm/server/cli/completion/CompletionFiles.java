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

    /** @param cacheFolder the cache folder, in which a folder for the completion files is created */
    CompletionFiles(Path cacheFolder) {
        this.folder = cacheFolder.resolve("completion");
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
            writeFile(folder.resolve("script." + shell), script);
        } catch (IOException unwritable) {
            // Without the files, the launcher starts a JVM for each completion.
        }
    }

    private void write(Completion completion, CommandSpec command, List<String> words) throws IOException {
        Path commandFolder = folder.resolve(String.join("/", words));
        writeFile(commandFolder.resolve("options"), completion.lines(append(words, "-")));
        if (Completion.isStatic(command)) {
            writeFile(commandFolder.resolve("words"), completion.lines(append(words, "")));
        }
        for (var subcommand : command.subcommands().entrySet()) {
            write(completion, subcommand.getValue().getCommandSpec(), append(words, subcommand.getKey()));
        }
    }

    private static List<String> append(List<String> words, String next) {
        List<String> appended = new ArrayList<>(words);
        appended.add(next);
        return appended;
    }

    private static void writeFile(Path file, String text) throws IOException {
        AtomicFile.createFolder(file.getParent());
        AtomicFile.replacePrivately(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
