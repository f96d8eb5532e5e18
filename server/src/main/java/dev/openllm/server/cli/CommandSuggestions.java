package dev.openllm.server.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests the command or option that the user probably meant by an unknown argument. */
final class CommandSuggestions {

    private CommandSuggestions() {}

    /** Returns a suggestion such as {@code Did you mean chat? }, or an empty string if no name is similar. */
    static String hint(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().getFirst();
        CommandLine command = unmatched.getCommandLine();
        Stream<String> candidates = unmatched.isUnknownOption()
                ? command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::longestName)
                : command.getSubcommands().keySet().stream();
        // The suggestions of picocli do not include names with transposed characters.
        return Stream.concat(
                        candidates.filter(name -> hasSameCharacters(name, word)), unmatched.getSuggestions().stream())
                .filter(name -> firstCharacter(name) == firstCharacter(word))
                .findFirst()
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
    }

    private static boolean hasSameCharacters(String name, String word) {
        return Arrays.equals(
                name.chars().sorted().toArray(), word.chars().sorted().toArray());
    }

    /**
     * Returns the first character of a name. Picocli makes many suggestions that differ greatly from the input. Because
     * users rarely mistype the first character, suggestions that begin with a different character are rejected.
     */
    private static char firstCharacter(String word) {
        String name = word.replaceFirst("^-+", "");
        return name.isEmpty() ? ' ' : Character.toLowerCase(name.charAt(0));
    }
}
