package dev.openllm.server.cli;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.HomeFolder;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The way in: runs one command. */
public final class CommandLineTool {

    private final Servers servers;
    private final Terminal terminal;

    /** @param servers where commands get their server from */
    public CommandLineTool(Servers servers, InputStream in, PrintStream out, PrintStream err) {
        this(servers, Terminal.ofProcess(in, out, err));
    }

    CommandLineTool(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** Runs the command that the arguments say. @return the exit code */
    public int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(Completion.CALL)) {
            List<String> words = List.of(arguments).subList(1, arguments.length);
            new Completion(commands(), new CompletionValues(servers, cacheFolder(System.getenv())))
                    .print(words, terminal.out());
            return ExitCode.OK.code();
        }
        return commands().execute(arguments);
    }

    private static Path cacheFolder(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = named.isBlank() ? HomeFolder.of(environment).resolve(".cache") : Path.of(named);
        return caches.resolve("openllm");
    }

    private CommandLine commands() {
        CommandLine root = new CommandLine(new OverviewCommand(servers, terminal));
        root.addSubcommand(new ChatCommand(servers, terminal));
        root.addSubcommand(new ModelsCommand(servers, terminal));
        root.addSubcommand(new ProvidersCommand(servers, terminal));
        root.addSubcommand(new SecretsCommand(servers, terminal));
        root.addSubcommand(new ConfigCommand(servers, terminal));
        root.addSubcommand(new UsageCommand(servers, terminal));
        root.addSubcommand(new AccessCommand(servers, terminal));
        root.addSubcommand(new DoctorCommand(servers, terminal));
        root.addSubcommand(new GatewayCommand(servers));
        root.addSubcommand(new ServeCommand(servers));
        root.addSubcommand(new CompletionCommand(terminal));
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colour() && terminal.outIsTerminal() ? Ansi.ON : Ansi.OFF));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setParameterExceptionHandler((wrong, arguments) -> misspelled(wrong));
        root.setExecutionExceptionHandler(this::failed);
        describe(root, "open-llm " + servers.version());
        return root;
    }

    /** What all commands share: --help, --version, and the table of exit codes under each help. */
    private static void describe(CommandLine command, String version) {
        command.getCommandSpec().version(version);
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        command.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        command.getSubcommands().values().forEach(subcommand -> describe(subcommand, version));
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        return switch (failure) {
            case WrongUsage wrong -> wrongUsage(wrong.getMessage(), command);
            case OpenLlmException known -> fail(known.info(), parsed);
            default -> fail(
                    ErrorInfo.of(
                            ErrorKind.INTERNAL,
                            "Something in open-llm itself went wrong (" + failure.getClass().getSimpleName() + ")."),
                    parsed);
        };
    }

    private int fail(ErrorInfo error, ParseResult parsed) {
        if (parsed.hasMatchedOption("--json")) {
            return new JsonLines(terminal.out()).error(error).code();
        }
        new Remarks(terminal).error(error);
        return ExitCode.of(error.kind()).code();
    }

    private int wrongUsage(String message, CommandLine command) {
        return wrongUsage(message, "", command);
    }

    private int misspelled(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String near = unmatched.getSuggestions().stream()
                    .findFirst()
                    .map(suggestion -> "Did you mean " + suggestion + "? ")
                    .orElse("");
            return wrongUsage(describe(unmatched), near, command);
        }
        return wrongUsage(wrong.getMessage() + ".", "", command);
    }

    /** A word too many is not repeated: it may be a key that somebody gave as an argument. */
    private static String describe(UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            return "There is no option " + first + ".";
        }
        boolean isCommand = unmatched.getCommandLine().getParent() == null;
        return isCommand ? "There is no command " + first + "." : "There is a word too many.";
    }

    private int wrongUsage(String message, String near, CommandLine command) {
        String help = "Run " + command.getCommandSpec().qualifiedName() + " --help for its options.";
        new Remarks(terminal).error(ErrorInfo.of(ErrorKind.INVALID_REQUEST, message).withHint(near + help));
        return ExitCode.USAGE.code();
    }
}
