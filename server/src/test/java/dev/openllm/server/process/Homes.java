package dev.openllm.server.process;

import java.nio.file.Path;
import java.util.Map;

/** A home of its own for each process under test, so that none reads or writes what belongs to a user. */
public final class Homes {

    private Homes() {}

    /** Variables that lead everything into one folder. */
    public static Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_RUNTIME_DIR", home.resolve("run").toString(),
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("no-bus"));
    }
}
