package dev.openllm.server.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs a command in a separate D-Bus session in which a real {@code gnome-keyring} daemon can be running. */
public final class KeyringSession {

    /** The shell commands that start the daemon and unlock its keychain. */
    public static final String UNLOCK_COMMANDS = "printf 'pass\\n"
            + "' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null & echo $! >"
            + " $HOME/daemon.pid; while ! dbus-send --session --print-reply --dest=org.freedesktop.DBus /"
            + " org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do :; done; ";

    private KeyringSession() {}

    /** Skips the calling test if the daemon is not installed. */
    public static void assumeInstalled() {
        List<String> path =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":"));
        boolean installed = Stream.of("gnome-keyring-daemon", "dbus-run-session")
                .allMatch(program -> path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
        assumeTrue(installed, "gnome-keyring-daemon and dbus-run-session are not installed");
    }

    /**
     * Returns the command that runs the given command in a session that ends with it.
     *
     * @param setupCommands the shell commands to run first, such as {@link #UNLOCK_COMMANDS}
     */
    public static List<String> inSession(String setupCommands, List<String> command) {
        List<String> sessionCommand =
                new ArrayList<>(List.of("dbus-run-session", "--", "sh", "-c", setupCommands + "exec \"$0\" \"$@\""));
        sessionCommand.addAll(command);
        return sessionCommand;
    }
}
