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
    private final Servers interactiveServers;
    private final Terminal terminal;
    private final Path cacheFolder;
    private final Commands commands;

    /** @param servers the factory for the servers that commands use */
    public CommandLineTool(Servers servers, InputStream in, ProcessOutput out, PrintStream err) {
        this(servers, Terminal.ofProcess(in, out, err), cacheFolder(System.getenv()));
    }

    /** @param cacheFolder the folder in which completions are cached */
    CommandLineTool(Servers servers, Terminal terminal, Path cacheFolder) {
        this.servers = servers;
        this.interactiveServers = new AskingServers(servers, terminal);
        this.terminal = terminal;
        this.cacheFolder = cacheFolder;
        this.commands = new Commands(servers, interactiveServers, terminal, cacheFolder);
    }

    /** Runs the command that the arguments specify. @return the exit code */
    public int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(Completion.INTERNAL_COMMAND)) {
            List<String> words = List.of(arguments).subList(1, arguments.length);
            new Completion(commands(new String[0]).getCommandSpec(), new CompletionValues(servers, cacheFolder))
                    .print(words, terminal.out());
            return ExitCode.OK.code();
        }
        if (terminal.color() && disablesColor(arguments)) {
            return new CommandLineTool(servers, terminal.withoutColor(), cacheFolder).run(arguments);
        }
        Optional<Servers.GatewayMode> gateway = GatewayCommand.parseSimple(arguments);
        if (gateway.isPresent()) {
            return serve(gateway.get());
        }
        CommandLine parser = commands(arguments);
        int exitCode = parser.execute(EarlyOptions.moveAfterCommand(parser, arguments));
        return exitCode == ExitCode.OK.code() && terminal.out().checkError() ? reportLostOutput() : exitCode;
    }

    /**
     * Starts a gateway without creating the command-line parser, whose first use takes longer than the rest of the
     * startup.
     */
    private int serve(Servers.GatewayMode mode) {
        try {
            return servers.serveGateway(mode);
        } catch (RuntimeException failure) {
            return reportError(described(failure), false);
        }
    }

    private static boolean disablesColor(String... arguments) {
        return Arrays.stream(arguments).takeWhile(word -> !word.equals("--")).anyMatch(CommonOptions.NO_COLOR::equals);
    }

    private int reportLostOutput() {
        ErrorInfo error = ErrorInfo.of(ErrorKind.INTERNAL, "The output is incomplete: writing to stdout failed.")
                .withHint("Check that stdout is open and that the disk has free space.");
        new StderrMessages(terminal).error(error);
        return ExitCode.OUTPUT.code();
    }

    private static Path cacheFolder(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cacheHome = configured.isBlank() ? HomeFolder.of(environment).resolve(".cache") : Path.of(configured);
        return cacheHome.resolve("openllm");
    }

    /**
     * Creates the command-line parser. For speed, if the first argument is the name of a command that does not depend
     * on the other commands, the parser includes only that command.
     */
    private CommandLine commands(String... arguments) {
        CommandLine root = new CommandLine(new OverviewCommand(interactiveServers, terminal));
        List<String> commandNames = arguments.length > 0 && Commands.STANDALONE.contains(arguments[0])
                ? List.of(arguments[0])
                : Commands.NAMES;
        commandNames.forEach(name -> root.addSubcommand(commands.create(name)));
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
        root.setParameterExceptionHandler((exception, arguments) -> handleParameterException(exception));
        root.setExecutionExceptionHandler(this::handleException);
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
        command.getCommandSpec().usageMessage().exitCodeList(ExitCode.descriptions());
        command.getSubcommands().values().forEach(subcommand -> describe(subcommand, version));
    }

    private int handleException(Exception failure, CommandLine command, ParseResult parsed) {
        return failure instanceof UsageError usageError
                ? reportUsageError(usageError.getMessage(), command)
                : reportError(described(failure), parsed.hasMatchedOption("--json"));
    }

    private static ErrorInfo described(Exception failure) {
        return failure instanceof OpenLlmException known
                ? known.info()
                : ErrorInfo.of(
                        ErrorKind.INTERNAL,
                        "Internal error in Open LLM Provider ("
                                + failure.getClass().getSimpleName() + ").");
    }

    private int reportError(ErrorInfo error, boolean asJson) {
        if (asJson) {
            return new JsonLines(terminal.out()).error(error).code();
        }
        new StderrMessages(terminal).error(error);
        return ExitCode.of(error.kind()).code();
    }

    private int reportUsageError(String message, CommandLine command) {
        return reportUsageError(message, "", command);
    }

    private int handleParameterException(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return reportUsageError(describe(unmatched), CommandSuggestions.hint(unmatched), command);
        }
        if (exception.getArgSpec() == null && !command.getSubcommands().isEmpty()) {
            command.usage(command.getOut());
            return ExitCode.OK.code();
        }
        if (exception.getArgSpec() != null && exception.getValue() != null) {
            return reportUsageError(invalidValueMessage(exception.getArgSpec(), exception.getValue()), "", command);
        }
        // Some picocli messages begin with "Error: ", which is redundant after the prefix "open-llm:".
        return reportUsageError(exception.getMessage().replaceFirst("^Error: ", "") + ".", "", command);
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
                        + subcommandNames(command) + ".";
    }

    private static String subcommandNames(CommandLine command) {
        return command.getSubcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String invalidValueMessage(ArgSpec argument, String value) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        Class<?> type = argument.typeInfo().isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        String expected;
        if (type.isEnum()) {
            expected = Arrays.stream(type.getEnumConstants())
                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        } else {
            expected = type == double.class || type == Double.class ? "a number" : "a whole number";
        }
        return name + " must be " + expected + ", not " + Terminal.sanitize(value) + ".";
    }

    private int reportUsageError(String message, String suggestion, CommandLine command) {
        String help = "Run `" + command.getCommandSpec().qualifiedName() + " --help` to see its options.";
        new StderrMessages(terminal)
                .error(ErrorInfo.of(ErrorKind.INVALID_REQUEST, message).withHint(suggestion + help));
        return ExitCode.USAGE.code();
    }
}
