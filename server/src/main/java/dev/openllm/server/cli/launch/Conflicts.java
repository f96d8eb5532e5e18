package dev.openllm.server.cli.launch;

import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;

/** Rejects tool arguments from the user that would contradict the arguments that the launch passes to the tool. */
final class Conflicts {

    private Conflicts() {}

    static void reject(Recipe recipe, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--")) {
                return; // the arguments after this one are a prompt for the model
            }
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            for (String conflict : recipe.conflicts()) {
                if (matches(conflict, arguments.get(i), next)) {
                    throw new UsageError("`open-llm launch` already passes " + conflict.strip() + " to "
                            + recipe.title() + ". To select the model, specify -m before --.");
                }
            }
        }
    }

    /**
     * Returns whether an argument conflicts. A conflict that consists of two words represents an option and the
     * beginning of its value.
     */
    private static boolean matches(String conflict, String argument, String next) {
        int space = conflict.indexOf(' ');
        if (space > 0) {
            String option = conflict.substring(0, space);
            String value = conflict.substring(space + 1);
            return argument.equals(option) && next.startsWith(value) || argument.startsWith(option + "=" + value);
        }
        return argument.equals(conflict) || conflict.startsWith("--") && argument.startsWith(conflict + "=");
    }
}
