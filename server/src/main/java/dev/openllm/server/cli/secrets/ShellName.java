package dev.openllm.server.cli.secrets;

import java.util.Locale;

/** Shells in which a variable can be set. Whatever the value is, it stays one word. */
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
