package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.cli.terminal.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints the files, the environment, and the command of a launch without running the tool. The output can be used in
 * scripts, in editors, and on other machines.
 */
record PrintedLaunch(Recipe recipe, Prepared prepared, List<String> userArguments, List<String> removedVariables) {

    /** The placeholder that is printed instead of the token, because each launch creates a new token. */
    static final String TOKEN = "$" + Prepared.TOKEN;

    /** Returns the folder in which the printed command expects the files. */
    static String folder(Recipe recipe) {
        return "./open-llm-" + recipe.name();
    }

    void print(Terminal terminal, String summary) {
        PrintStream out = terminal.out();
        out.println("# " + Terminal.sanitize(summary));
        recipe.printOnly().ifPresent(advice -> out.println("# " + advice));
        recipe.notes().forEach(note -> out.println("# " + note));
        out.println("# open-llm launch creates a token for each run. To use the tool without it:");
        out.println("#   open-llm gateway");
        out.println("#   export " + Prepared.TOKEN + "=$(open-llm gateway token add " + recipe.name() + ")");
        prepared.files().forEach((name, content) -> {
            out.println();
            out.println("# File " + folder(recipe) + "/" + name + " (readable only by you):");
            out.print(Terminal.sanitize(content));
        });
        if (!recipe.command().isEmpty()) {
            out.println();
            out.println(Terminal.sanitize(command()));
        }
        out.flush();
    }

    private String command() {
        String unset = removedVariables.stream().map(name -> " -u " + name).collect(Collectors.joining());
        String set = prepared.environment().entrySet().stream()
                .filter(variable -> !variable.getKey().equals(Prepared.TOKEN))
                .map(variable -> " \\\n  " + variable.getKey() + "=" + quote(variable.getValue()))
                .collect(Collectors.joining());
        String arguments = prepared.arguments(true, userArguments).stream()
                .map(argument -> " " + quote(argument))
                .collect(Collectors.joining());
        String environment = unset.isEmpty() && set.isEmpty() ? "" : "env" + unset + set + " \\\n  ";
        return environment + recipe.command() + arguments;
    }

    /**
     * Quotes a string for a POSIX shell. The placeholder for the token is quoted so that the shell expands the
     * variable.
     */
    private static String quote(String text) {
        if (text.matches("[A-Za-z0-9_./:=@%+,-]+")) {
            return text;
        }
        if (text.equals(TOKEN)) {
            return "\"" + TOKEN + "\"";
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    ObjectNode json() {
        ObjectNode json = Wire.JSON
                .createObjectNode()
                .put("tool", recipe.name())
                .put("command", recipe.command())
                .put("folder", folder(recipe));
        json.set("notes", Wire.JSON.valueToTree(recipe.notes()));
        json.set("arguments", Wire.JSON.valueToTree(prepared.arguments(true, userArguments)));
        json.set("environment", Wire.JSON.valueToTree(prepared.environment()));
        json.set("removed", Wire.JSON.valueToTree(removedVariables));
        json.set("files", Wire.JSON.valueToTree(Map.copyOf(prepared.files())));
        return json;
    }
}
