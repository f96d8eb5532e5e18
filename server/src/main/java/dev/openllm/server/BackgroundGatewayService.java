package dev.openllm.server;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.GatewayService;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.gateway.GatewayToken;
import dev.openllm.server.gateway.background.BackgroundGateway;
import dev.openllm.server.gateway.background.LoginItem;
import dev.openllm.server.gateway.background.ProgramCommand;
import dev.openllm.server.gateway.background.RunningGateway;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Implements the commands that control the background gateway. */
record BackgroundGatewayService(BackgroundGateway background) implements GatewayService {

    private static final int COMMAND_TIMEOUT_SECONDS = 30;

    static BackgroundGatewayService ofThisUser() {
        return new BackgroundGatewayService(BackgroundGateway.ofThisUser());
    }

    @Override
    public Started start(OptionalInt port, boolean withToken, OptionalInt ollamaPort) {
        BackgroundGateway.Started started =
                background.start(ProgramCommand.ofThisProcess(), arguments(port, withToken, ollamaPort), port);
        String tokenSource = withToken
                ? GatewayToken.of(
                                System.getenv(), ConfigLocations.ofThisMachine().userFolder())
                        .source()
                : "";
        return new Started(toRunning(started.gateway(), true), started.alreadyRunning(), tokenSource);
    }

    private static List<String> arguments(OptionalInt port, boolean withToken, OptionalInt ollamaPort) {
        List<String> arguments = new ArrayList<>(List.of("gateway", "--background"));
        port.ifPresent(number -> arguments.addAll(List.of("--port", String.valueOf(number))));
        ollamaPort.ifPresent(number -> arguments.addAll(List.of("--ollama-port", String.valueOf(number))));
        if (!withToken) {
            arguments.add("--no-token");
        }
        return arguments;
    }

    private Running toRunning(RunningGateway gateway, boolean isResponding) {
        return new Running(
                isResponding,
                gateway.processId(),
                gateway.port(),
                gateway.started(),
                gateway.version(),
                background.folder().log());
    }

    @Override
    public Stopped stop() {
        return switch (background.stop()) {
            case NONE_RUNNING -> Stopped.NONE_RUNNING;
            case ENDED -> Stopped.ENDED;
            case KILLED -> Stopped.KILLED;
        };
    }

    @Override
    public Optional<Running> running() {
        return background.running().map(gateway -> toRunning(gateway, gateway.isReady()));
    }

    @Override
    public AtLogin writeAtLogin(OptionalInt port, boolean withToken, OptionalInt ollamaPort, boolean enabled) {
        List<String> command =
                ProgramCommand.ofThisProcess().withoutAotCache().with(arguments(port, withToken, ollamaPort));
        LoginItem item = loginItem(command);
        boolean existed = Files.exists(item.file());
        try {
            item.write();
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, item.file() + " cannot be written.", "Check the permissions of its folder.");
        }
        if (enabled) {
            item.enable().forEach(one -> run(one, true));
        }
        return new AtLogin(item.file(), item.enable(), existed);
    }

    @Override
    public AtLogin removeAtLogin() {
        LoginItem item = loginItem(ProgramCommand.ofThisProcess().command());
        boolean existed = Files.exists(item.file());
        if (existed) {
            item.disable().forEach(one -> run(one, false)); // fails if the login item was never enabled
        }
        try {
            item.delete();
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, item.file() + " cannot be removed.", "Remove the file yourself.");
        }
        return new AtLogin(item.file(), item.enable(), existed);
    }

    private LoginItem loginItem(List<String> command) {
        String os = System.getProperty("os.name");
        return LoginItem.of(os, System.getenv(), background.folder(), user(os), command);
    }

    private static String user(String os) {
        if (os.toLowerCase(Locale.ROOT).contains("mac")) {
            try {
                return String.valueOf(Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid"));
            } catch (IOException | UnsupportedOperationException unknown) {
                return "501"; // the user ID of the first user on a Mac
            }
        }
        Map<String, String> environment = System.getenv();
        String domain = environment.getOrDefault("USERDOMAIN", "");
        String name = environment.getOrDefault("USERNAME", System.getProperty("user.name"));
        return domain.isEmpty() ? name : domain + "\\" + name;
    }

    /** Runs a system command. @param required whether an error is reported if the command fails */
    private static void run(List<String> command, boolean required) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.to(new File(os().startsWith("windows") ? "NUL" : "/dev/null")))
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (required && (!ended || process.exitValue() != 0)) {
                throw enableFailed(command);
            }
        } catch (IOException notStarted) {
            if (required) {
                throw enableFailed(command);
            }
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "Interrupted.");
        }
    }

    private static String os() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }

    private static OpenLlmException enableFailed(List<String> command) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The file was written, but the service could not be enabled: " + command.getFirst() + " failed.",
                "Run this command to see why: " + String.join(" ", command));
    }
}
