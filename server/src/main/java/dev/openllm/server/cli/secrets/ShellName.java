package dev.openllm.server.cli.secrets;

import java.util.Locale;

/** The shells in which a variable can be set. The value always remains a single word. */
enum ShellName {
    SH {
        @Override
        String assignment(String name, String value) {
            return "export " + name + "='" + value.replace("'", "'\\''") + "'";
        }
    },
    POWERSHELL {
        @Override
        String assignment(String name, String value) {
            return "$env:" + name + " = '" + value.replace("'", "''") + "'";
        }
    };

    abstract String assignment(String name, String value);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
