package dev.openllm.server.cli.completion;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Computes the completions for a command line that is being typed. The shell scripts request the completions with
 * {@code open-llm __complete WORD…}, so the scripts do not contain any command names. Each completion is one line: the
 * text, a tab, and a description. The line {@code :files} tells the script to complete file names.
 */
public final class Completion {

    /**
     * The argument with which the scripts request completions. It is not a regular command, because the arguments after
     * it must not be parsed as options.
     */
    public static final String CALL = "__complete";

    private static final String FILES = ":files";

    private static final Set<String> FROM_A_SERVER = Set.of("MODEL", "PROVIDER/MODEL", "PROVIDER", "CLIENT");

    /** A possible completion. */
    record Candidate(String text, String description) {}

    private final CommandSpec root;
    private final CompletionValues values;

    public Completion(CommandSpec root, CompletionValues values) {
        this.root = root;
        this.values = values;
    }

    public void print(List<String> words, PrintStream out) {
        out.print(lines(words));
        out.flush();
    }

    /** Returns the completions in the format that the shell scripts read. */
    String lines(List<String> words) {
        StringBuilder lines = new StringBuilder();
        at(words)
                .forEach(candidate -> lines.append(candidate.text())
                        .append('\t')
                        .append(candidate.description())
                        .append('\n'));
        return lines.toString();
    }

    /** @param words the arguments after {@code open-llm}; the last argument is being typed and can be empty */
    List<Candidate> at(List<String> words) {
        CommandSpec command = root;
        Optional<OptionSpec> waiting = Optional.empty();
        int parameters = 0;
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            if (waiting.isPresent()) {
                waiting = Optional.empty();
            } else if (word.startsWith("-")) {
                waiting = Optional.ofNullable(command.findOption(word)).filter(Completion::takesValue);
            } else if (parameters == 0 && command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else {
                parameters++;
            }
        }
        String typed = words.isEmpty() ? "" : words.getLast();
        return waiting.isPresent() ? startingWith(typed, valuesOf(waiting.get())) : at(command, parameters, typed);
    }

    private List<Candidate> at(CommandSpec command, int parameters, String typed) {
        int equals = typed.indexOf('=');
        if (typed.startsWith("--") && equals > 0) {
            String name = typed.substring(0, equals);
            return Optional.ofNullable(command.findOption(name)).filter(Completion::takesValue).stream()
                    .flatMap(option -> startingWith(typed.substring(equals + 1), valuesOf(option)).stream())
                    .map(value -> new Candidate(name + "=" + value.text(), value.description()))
                    .toList();
        }
        if (typed.startsWith("-")) {
            return startingWith(
                    typed,
                    command.options().stream()
                            .filter(option -> !option.hidden())
                            .flatMap(Completion::names));
        }
        List<Candidate> found = new ArrayList<>();
        if (parameters == 0) {
            found.addAll(startingWith(typed, commandsBelow(command)));
        }
        command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(parameters))
                .forEach(parameter -> found.addAll(startingWith(typed, valuesOf(parameter))));
        return found;
    }

    /** Returns whether the first parameter of a command can be completed without a server. */
    static boolean isKnownByHeart(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(0))
                .noneMatch(parameter -> FROM_A_SERVER.contains(parameter.paramLabel()));
    }

    private static Stream<Candidate> commandsBelow(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(below ->
                        !below.getValue().getCommandSpec().usageMessage().hidden())
                .map(below -> new Candidate(
                        below.getKey(),
                        firstOf(below.getValue().getCommandSpec().usageMessage().description())));
    }

    private static Stream<Candidate> names(OptionSpec option) {
        return Arrays.stream(option.names()).map(name -> new Candidate(name, firstOf(option.description())));
    }

    private Stream<Candidate> valuesOf(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<Candidate> candidates = new ArrayList<>();
            argument.completionCandidates().forEach(value -> candidates.add(new Candidate(value, "")));
            return candidates.stream();
        }
        return switch (argument.paramLabel()) {
            case "FILE" -> Stream.of(new Candidate(FILES, ""));
            case "MODEL", "PROVIDER/MODEL" -> described(values.models());
            case "PROVIDER" -> described(values.providers());
            case "CLIENT" -> described(values.consumers());
            default -> Stream.of();
        };
    }

    private static Stream<Candidate> described(Collection<Map.Entry<String, String>> known) {
        return known.stream().map(value -> new Candidate(value.getKey(), value.getValue()));
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String firstOf(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static List<Candidate> startingWith(String typed, Stream<Candidate> candidates) {
        return candidates
                .filter(candidate ->
                        candidate.text().startsWith(typed) || candidate.text().equals(FILES))
                .toList();
    }
}
