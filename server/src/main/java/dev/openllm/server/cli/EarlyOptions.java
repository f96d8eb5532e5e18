package dev.openllm.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Moves options that precede a command to the position after the command, where they have the same meaning. If the
 * command does not support such an option, the parser rejects it.
 */
final class EarlyOptions {

    private EarlyOptions() {}

    /** Returns the arguments with the leading options moved after the names of the command and its subcommands. */
    static String[] moveAfterCommand(CommandLine root, String... arguments) {
        List<String> words = List.of(arguments);
        int start = 0;
        while (start < words.size() && words.get(start).startsWith("-")) {
            String word = words.get(start);
            OptionSpec option = root.getCommandSpec().findOption(word.split("=", 2)[0]);
            if (option == null || option.usageHelp() || option.versionHelp()) {
                return arguments;
            }
            start += option.arity().min() > 0 && !word.contains("=") ? 2 : 1;
        }
        int end = start;
        CommandLine command = root;
        while (end < words.size() && command.getSubcommands().containsKey(words.get(end))) {
            command = command.getSubcommands().get(words.get(end++));
        }
        if (start == 0 || end <= start) {
            return arguments;
        }
        List<String> reordered = new ArrayList<>(words.subList(start, end));
        reordered.addAll(words.subList(0, start));
        reordered.addAll(words.subList(end, words.size()));
        return reordered.toArray(String[]::new);
    }
}
