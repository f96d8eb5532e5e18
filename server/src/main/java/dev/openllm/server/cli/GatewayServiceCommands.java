package dev.openllm.server.cli;

import dev.openllm.server.cli.session.GatewayService;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that control the background gateway. */
final class GatewayServiceCommands {

    private GatewayServiceCommands() {}

    /** The options that specify how to start a gateway. */
    static final class Options {

        @Option(names = "--port", paramLabel = "PORT", description = "The port on 127.0.0.1. Default: 4141.")
        private Integer port;

        @Option(names = "--no-token", description = "Accept requests from any local process, including other users'.")
        private boolean noToken;

        @Option(
                names = "--ollama-port",
                paramLabel = "PORT",
                description = "Also serve the Ollama API on this port of 127.0.0.1 without a token.")
        private Integer ollamaPort;

        OptionalInt port() {
            return validate(port);
        }

        OptionalInt ollamaPort() {
            return validate(ollamaPort);
        }

        private static OptionalInt validate(Integer port) {
            if (port != null && (port < 0 || port > 65535)) {
                throw new UsageError("Invalid port: " + port + ". Specify a number from 0 to 65535.");
            }
            return port == null ? OptionalInt.empty() : OptionalInt.of(port);
        }
    }

    /** After an update, a gateway that was started earlier continues to run the earlier version. */
    private static void noteVersionMismatch(GatewayService.Running gateway, Servers servers, StderrMessages messages) {
        if (!gateway.version().equals(servers.version())) {
            messages.note("The gateway has version " + gateway.version() + ", but this command has version "
                    + servers.version() + ". To replace the gateway: open-llm gateway stop && open-llm gateway start");
        }
    }

    @Command(
            name = "start",
            description = "Start the gateway in the background and wait until it is ready. The gateway uses your user "
                    + "configuration, not the configuration of the current folder. A gateway that is already running "
                    + "is not changed.")
    static final class Start implements Callable<Integer> {

        private final Servers servers;
        private final Terminal terminal;

        @Mixin
        private Options options;

        Start(Servers servers, Terminal terminal) {
            this.servers = servers;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            GatewayService.Started started =
                    servers.gatewayService().start(options.port(), !options.noToken, options.ollamaPort());
            GatewayService.Running gateway = started.gateway();
            StderrMessages messages = new StderrMessages(terminal);
            messages.note((started.alreadyRunning() ? "The gateway is already running" : "The gateway started")
                    + " (process " + gateway.processId() + ").");
            noteVersionMismatch(gateway, servers, messages);
            terminal.out().println("http://127.0.0.1:" + gateway.port());
            if (!started.tokenLocation().isEmpty()) {
                messages.note("The gateway token is in " + started.tokenLocation() + ".");
            }
            messages.note("Log: " + gateway.log());
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "stop",
            description = "Stop the background gateway. Requests in progress have five seconds to finish.")
    static final class Stop implements Callable<Integer> {

        private final GatewayService service;
        private final Terminal terminal;

        Stop(GatewayService service, Terminal terminal) {
            this.service = service;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            new StderrMessages(terminal)
                    .note(
                            switch (service.stop()) {
                                case NONE_RUNNING -> "No background gateway is running.";
                                case ENDED -> "The gateway stopped.";
                                case KILLED -> "The gateway did not stop in time and was killed.";
                            });
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "status",
            description = "Show whether a background gateway is running. The exit code is 0 if it is running, 1 if it "
                    + "is not, and 5 if its process exists but does not respond.")
    static final class Status implements Callable<Integer> {

        private final Servers servers;
        private final Terminal terminal;

        @Option(names = "--json", description = "Print a JSON object.")
        private boolean json;

        Status(Servers servers, Terminal terminal) {
            this.servers = servers;
            this.terminal = terminal;
        }

        /** The JSON object that {@code --json} prints. */
        private record Shown(
                boolean running,
                boolean answers,
                Optional<String> url,
                Optional<Long> processId,
                Optional<Integer> port,
                Optional<String> started,
                Optional<String> version,
                Optional<String> log) {

            static Shown of(Optional<GatewayService.Running> gateway) {
                return new Shown(
                        gateway.isPresent(),
                        gateway.map(GatewayService.Running::answers).orElse(false),
                        gateway.map(found -> "http://127.0.0.1:" + found.port()),
                        gateway.map(GatewayService.Running::processId),
                        gateway.map(GatewayService.Running::port),
                        gateway.map(GatewayService.Running::started),
                        gateway.map(GatewayService.Running::version),
                        gateway.map(GatewayService.Running::log).map(Path::toString));
            }
        }

        @Override
        public Integer call() {
            Optional<GatewayService.Running> gateway = servers.gatewayService().running();
            if (json) {
                new JsonLines(terminal.out()).write(Shown.of(gateway));
            } else {
                gateway.ifPresentOrElse(
                        this::print,
                        () -> new StderrMessages(terminal)
                                .note("No background gateway is running. To start one, run: open-llm gateway start"));
            }
            return gateway.map(found -> found.answers() ? ExitCode.OK : ExitCode.UNREACHABLE)
                    .orElse(ExitCode.FAILED)
                    .code();
        }

        private void print(GatewayService.Running gateway) {
            terminal.out().println("http://127.0.0.1:" + gateway.port());
            StderrMessages messages = new StderrMessages(terminal);
            messages.note((gateway.answers() ? "Running" : "Running, but not responding") + ". Started "
                    + gateway.started() + ", process " + gateway.processId() + ", version " + gateway.version() + ".");
            noteVersionMismatch(gateway, servers, messages);
            messages.note("Log: " + gateway.log());
        }
    }

    @Command(
            name = "at-login",
            description =
                    "Create a systemd user unit, a launchd agent, or the definition of a scheduled task that starts"
                            + " the gateway when you log in. It takes effect only after you enable it.",
            footer = {
                "",
                "Examples:",
                "  open-llm gateway at-login             # prints the commands to enable it",
                "  open-llm gateway at-login --enable    # also runs these commands",
                "  open-llm gateway at-login --remove"
            })
    static final class AtLogin implements Callable<Integer> {

        private final GatewayService service;
        private final Terminal terminal;

        @Mixin
        private Options options;

        @Option(names = "--enable", description = "Enable automatic start at login, and start the gateway now.")
        private boolean enable;

        @Option(
                names = "--remove",
                description = "Stop the gateway, disable automatic start at login, and remove the unit, agent, or "
                        + "task definition.")
        private boolean remove;

        AtLogin(GatewayService service, Terminal terminal) {
            this.service = service;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (enable && remove) {
                throw new UsageError("Specify either --enable or --remove, not both.");
            }
            StderrMessages messages = new StderrMessages(terminal);
            if (remove) {
                GatewayService.AtLogin removed = service.removeAtLogin();
                messages.note(removed.existed() ? "Removed " + removed.file() + "." : "Nothing to remove.");
                return ExitCode.OK.code();
            }
            GatewayService.AtLogin definition =
                    service.writeAtLogin(options.port(), !options.noToken, options.ollamaPort(), enable);
            terminal.out().println(definition.file());
            if (enable) {
                messages.note("The gateway now starts when you log in.");
            } else {
                messages.note("Starting at login is not enabled yet. To enable it, run:");
                definition.enable().forEach(command -> messages.note("  " + formatCommand(command)));
            }
            return ExitCode.OK.code();
        }

        private static String formatCommand(List<String> command) {
            return command.stream()
                    .map(word -> word.matches("[A-Za-z0-9_./:=\\\\-]+") ? word : "\"" + word + "\"")
                    .collect(Collectors.joining(" "));
        }
    }
}
