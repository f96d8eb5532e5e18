package dev.openllm.server.cli.secrets;

import java.util.Locale;

/**
 * The shells for which a command that sets an environment variable can be printed. The value is quoted so that the
 * shell always treats it as a single word.
 */
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
