package dev.openllm.server.cli;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.completion.Completion;
import dev.openllm.server.cli.completion.CompletionValues;
import dev.openllm.server.cli.session.AskingServers;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.ProcessOutput;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import dev.openllm.server.file.HomeFolder;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command-line arguments and runs one command. */
public final class CommandLineTool {

    private final Servers servers;
    private final Servers asking;
    private final Terminal terminal;
    private final Path caches;
    private final Commands commands;

    /** @param servers the factory for the servers that commands use */
    public CommandLineTool(Servers servers, InputStream in, ProcessOutput out, PrintStream err) {
        this(servers, Terminal.ofProcess(in, out, err), cacheFolder(System.getenv()));
    }

    /** @param caches the folder in which completions are cached */
    CommandLineTool(Servers servers, Terminal terminal, Path caches) {
        this.servers = servers;
        this.asking = new AskingServers(servers, terminal);
        this.terminal = terminal;
        this.caches = caches;
        this.commands = new Commands(servers, asking, terminal, caches);
    }

    /** Runs the command that the arguments specify. @return the exit code */
    public int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(Completion.CALL)) {
            List<String> words = List.of(arguments).subList(1, arguments.length);
            new Completion(commands(new String[0]).getCommandSpec(), new CompletionValues(servers, caches))
                    .print(words, terminal.out());
            return ExitCode.OK.code();
        }
        if (terminal.color() && isPlain(arguments)) {
            return new CommandLineTool(servers, terminal.withoutColor(), caches).run(arguments);
        }
        Optional<Servers.GatewayMode> gateway = GatewayCommand.plain(arguments);
        if (gateway.isPresent()) {
            return serve(gateway.get());
        }
        CommandLine parser = commands(arguments);
        int exitCode = parser.execute(EarlyOptions.afterTheCommand(parser, arguments));
        return exitCode == ExitCode.OK.code() && terminal.out().checkError() ? outputLost() : exitCode;
    }

    /**
     * Starts a gateway without creating the command-line parser, whose first use takes longer than the rest of the
     * startup.
     */
    private int serve(Servers.GatewayMode mode) {
        try {
            return servers.serveGateway(mode);
        } catch (RuntimeException failure) {
            return fail(described(failure), false);
        }
    }

    private static boolean isPlain(String... arguments) {
        return Arrays.stream(arguments).takeWhile(word -> !word.equals("--")).anyMatch(CommonOptions.NO_COLOR::equals);
    }

    private int outputLost() {
        ErrorInfo error = ErrorInfo.of(ErrorKind.INTERNAL, "The output is incomplete: writing to stdout failed.")
                .withHint("Check that stdout is open and that the disk has free space.");
        new StderrMessages(terminal).error(error);
        return ExitCode.OUTPUT.code();
    }

    private static Path cacheFolder(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = named.isBlank() ? HomeFolder.of(environment).resolve(".cache") : Path.of(named);
        return caches.resolve("openllm");
    }

    /**
     * Creates the command-line parser. For speed, if the first argument is the name of a command that does not depend
     * on the other commands, the parser includes only that command.
     */
    private CommandLine commands(String... arguments) {
        CommandLine root = new CommandLine(new OverviewCommand(asking, terminal));
        List<String> named =
                arguments.length > 0 && Commands.ALONE.contains(arguments[0]) ? List.of(arguments[0]) : Commands.NAMES;
        named.forEach(name -> root.addSubcommand(commands.named(name)));
        return described(root);
    }

    private CommandLine described(CommandLine root) {
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.color() && terminal.outIsTerminal() ? Ansi.ON : Ansi.OFF));
        // Longer lines are hard to read, and picocli does not accept a width below 55.
        terminal.columns().ifPresent(columns -> root.setUsageHelpWidth(Math.clamp(columns, 55, 100)));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setParameterExceptionHandler((wrong, arguments) -> misspelled(wrong));
        root.setExecutionExceptionHandler(this::failed);
        describe(root, "open-llm " + servers.version());
        return root;
    }

    /**
     * Adds the features that all commands share: {@code --help}, {@code --version}, and the table of exit codes at the
     * end of each help page.
     */
    private static void describe(CommandLine command, String version) {
        command.getCommandSpec().version(version);
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        command.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        command.getSubcommands().values().forEach(subcommand -> describe(subcommand, version));
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        return failure instanceof UsageError wrong
                ? usageError(wrong.getMessage(), command)
                : fail(described(failure), parsed.hasMatchedOption("--json"));
    }

    private static ErrorInfo described(Exception failure) {
        return failure instanceof OpenLlmException known
                ? known.info()
                : ErrorInfo.of(
                        ErrorKind.INTERNAL,
                        "Internal error in Open LLM Provider ("
                                + failure.getClass().getSimpleName() + ").");
    }

    private int fail(ErrorInfo error, boolean asJson) {
        if (asJson) {
            return new JsonLines(terminal.out()).error(error).code();
        }
        new StderrMessages(terminal).error(error);
        return ExitCode.of(error.kind()).code();
    }

    private int usageError(String message, CommandLine command) {
        return usageError(message, "", command);
    }

    private int misspelled(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return usageError(describe(unmatched), Misspelled.hint(unmatched), command);
        }
        if (wrong.getArgSpec() == null && !command.getSubcommands().isEmpty()) {
            command.usage(command.getOut());
            return ExitCode.OK.code();
        }
        if (wrong.getArgSpec() != null && wrong.getValue() != null) {
            return usageError(wrongValue(wrong.getArgSpec(), wrong.getValue()), "", command);
        }
        // Some picocli messages begin with "Error: ", which is redundant after the prefix "open-llm:".
        return usageError(wrong.getMessage().replaceFirst("^Error: ", "") + ".", "", command);
    }

    /**
     * Returns the error message for an unmatched argument. A superfluous argument is not repeated in the message,
     * because it can be an API key.
     */
    private static String describe(UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            return "Unknown option: " + first + ".";
        }
        CommandLine command = unmatched.getCommandLine();
        if (command.getParent() == null) {
            return "Unknown command: " + first + ".";
        }
        return command.getSubcommands().isEmpty()
                ? "Too many arguments."
                : command.getCommandName() + " does not have this subcommand. Available subcommands: "
                        + commandsOf(command) + ".";
    }

    private static String commandsOf(CommandLine command) {
        return command.getSubcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String wrongValue(ArgSpec argument, String value) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        Class<?> type = argument.typeInfo().isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        String wanted;
        if (type.isEnum()) {
            wanted = Arrays.stream(type.getEnumConstants())
                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        } else {
            wanted = type == double.class || type == Double.class ? "a number" : "a whole number";
        }
        return name + " must be " + wanted + ", not " + Terminal.harmless(value) + ".";
    }

    private int usageError(String message, String near, CommandLine command) {
        String help = "Run `" + command.getCommandSpec().qualifiedName() + " --help` to see its options.";
        new StderrMessages(terminal)
                .error(ErrorInfo.of(ErrorKind.INVALID_REQUEST, message).withHint(near + help));
        return ExitCode.USAGE.code();
    }
}
