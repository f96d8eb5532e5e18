package dev.openllm.server.process;

import java.nio.file.Path;
import java.util.Map;

/** Provides a separate home folder for each process under test so that no process reads or writes files of a user. */
public final class Homes {

    private Homes() {}

    /** Returns environment variables that redirect all files to one folder. */
    public static Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_RUNTIME_DIR", home.resolve("run").toString(),
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("no-bus"));
    }
}
