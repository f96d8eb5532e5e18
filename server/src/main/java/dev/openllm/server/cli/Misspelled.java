package dev.openllm.server.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command or option that was probably meant by a word that names none. */
final class Misspelled {

    private Misspelled() {}

    /** {@code Did you mean chat? }, or nothing. */
    static String hint(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().getFirst();
        CommandLine command = unmatched.getCommandLine();
        Stream<String> known = unmatched.isUnknownOption()
                ? command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::longestName)
                : command.getSubcommands().keySet().stream();
        // Picocli's own suggestions miss swapped letters.
        return Stream.concat(known.filter(name -> sameLetters(name, word)), unmatched.getSuggestions().stream())
                .filter(name -> firstLetter(name) == firstLetter(word))
                .findFirst()
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
    }

    private static boolean sameLetters(String name, String word) {
        return Arrays.equals(
                name.chars().sorted().toArray(), word.chars().sorted().toArray());
    }

    /** Suggestions are often far from what was typed; users rarely mistype the first character. */
    private static char firstLetter(String word) {
        String letters = word.replaceFirst("^-+", "");
        return letters.isEmpty() ? ' ' : Character.toLowerCase(letters.charAt(0));
    }
}
