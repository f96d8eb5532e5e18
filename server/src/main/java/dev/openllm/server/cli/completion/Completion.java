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
    public static final String INTERNAL_COMMAND = "__complete";

    private static final String FILES_MARKER = ":files";

    private static final Set<String> SERVER_LABELS = Set.of("MODEL", "PROVIDER/MODEL", "PROVIDER", "CLIENT");

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
        complete(words)
                .forEach(candidate -> lines.append(candidate.text())
                        .append('\t')
                        .append(candidate.description())
                        .append('\n'));
        return lines.toString();
    }

    /** @param words the arguments after {@code open-llm}; the last argument is being typed and can be empty */
    List<Candidate> complete(List<String> words) {
        CommandSpec command = root;
        Optional<OptionSpec> pendingOption = Optional.empty();
        int parameters = 0;
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            if (pendingOption.isPresent()) {
                pendingOption = Optional.empty();
            } else if (word.startsWith("-")) {
                pendingOption = Optional.ofNullable(command.findOption(word)).filter(Completion::takesValue);
            } else if (parameters == 0 && command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else {
                parameters++;
            }
        }
        String prefix = words.isEmpty() ? "" : words.getLast();
        return pendingOption.isPresent()
                ? filterByPrefix(prefix, valuesOf(pendingOption.get()))
                : complete(command, parameters, prefix);
    }

    private List<Candidate> complete(CommandSpec command, int parameters, String prefix) {
        int equals = prefix.indexOf('=');
        if (prefix.startsWith("--") && equals > 0) {
            String name = prefix.substring(0, equals);
            return Optional.ofNullable(command.findOption(name)).filter(Completion::takesValue).stream()
                    .flatMap(option -> filterByPrefix(prefix.substring(equals + 1), valuesOf(option)).stream())
                    .map(value -> new Candidate(name + "=" + value.text(), value.description()))
                    .toList();
        }
        if (prefix.startsWith("-")) {
            return filterByPrefix(
                    prefix,
                    command.options().stream()
                            .filter(option -> !option.hidden())
                            .flatMap(Completion::names));
        }
        List<Candidate> candidates = new ArrayList<>();
        if (parameters == 0) {
            candidates.addAll(filterByPrefix(prefix, subcommands(command)));
        }
        command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(parameters))
                .forEach(parameter -> candidates.addAll(filterByPrefix(prefix, valuesOf(parameter))));
        return candidates;
    }

    /** Returns whether the first parameter of a command can be completed without a server. */
    static boolean isStatic(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(0))
                .noneMatch(parameter -> SERVER_LABELS.contains(parameter.paramLabel()));
    }

    private static Stream<Candidate> subcommands(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(subcommand ->
                        !subcommand.getValue().getCommandSpec().usageMessage().hidden())
                .map(subcommand -> new Candidate(
                        subcommand.getKey(),
                        firstLine(subcommand
                                .getValue()
                                .getCommandSpec()
                                .usageMessage()
                                .description())));
    }

    private static Stream<Candidate> names(OptionSpec option) {
        return Arrays.stream(option.names()).map(name -> new Candidate(name, firstLine(option.description())));
    }

    private Stream<Candidate> valuesOf(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<Candidate> candidates = new ArrayList<>();
            argument.completionCandidates().forEach(value -> candidates.add(new Candidate(value, "")));
            return candidates.stream();
        }
        return switch (argument.paramLabel()) {
            case "FILE" -> Stream.of(new Candidate(FILES_MARKER, ""));
            case "MODEL", "PROVIDER/MODEL" -> withDescriptions(values.models());
            case "PROVIDER" -> withDescriptions(values.providers());
            case "CLIENT" -> withDescriptions(values.consumers());
            default -> Stream.of();
        };
    }

    private static Stream<Candidate> withDescriptions(Collection<Map.Entry<String, String>> entries) {
        return entries.stream().map(value -> new Candidate(value.getKey(), value.getValue()));
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String firstLine(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static List<Candidate> filterByPrefix(String prefix, Stream<Candidate> candidates) {
        return candidates
                .filter(candidate ->
                        candidate.text().startsWith(prefix) || candidate.text().equals(FILES_MARKER))
                .toList();
    }
}
