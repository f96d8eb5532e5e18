package dev.openllm.server.cli.launch;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints the tools that can be launched and the models that are suitable for them. */
record ToolList(List<Recipe> recipes, Map<String, String> environment) {

    private static final int MAX_MODELS = 15;

    void printJson(Terminal terminal) {
        JsonLines lines = new JsonLines(terminal.out());
        for (Recipe recipe : recipes) {
            Optional<Path> program = Installed.find(recipe.command(), environment);
            lines.write(Wire.JSON
                    .createObjectNode()
                    .put("tool", recipe.name())
                    .put("title", recipe.title())
                    .put("launch", recipe.isLaunchable())
                    .put("installed", program.isPresent())
                    .put("path", program.map(Path::toString).orElse(null))
                    .put("install", recipe.install())
                    .put("api", recipe.api())
                    .put("window", recipe.window()));
        }
    }

    void print(Terminal terminal, List<ModelInfo> models) {
        TextTable tools = new TextTable(List.of("TOOL", "NAME", "WINDOW", "INSTALLED"));
        recipes.stream()
                .filter(Recipe::isLaunchable)
                .forEach(recipe -> tools.addRow(
                        recipe.name(),
                        recipe.title(),
                        tokens(recipe.window()),
                        Installed.find(recipe.command(), environment)
                                .map(Path::toString)
                                .orElse("no; install with: " + recipe.install())));
        tools.print(terminal);
        terminal.out()
                .println("\nSupported only with --print: "
                        + recipes.stream()
                                .filter(recipe -> !recipe.isLaunchable())
                                .map(Recipe::name)
                                .collect(Collectors.joining(", ")));
        terminal.out().println();
        List<ModelInfo> suitable = ModelChoice.usable(models).stream()
                .filter(model -> recipes.stream().anyMatch(recipe -> fits(recipe, model)))
                .sorted(Comparator.comparingInt(LaunchModels::window).reversed())
                .toList();
        if (suitable.isEmpty()) {
            terminal.out()
                    .println("No model supports tool calls and has a large enough context window. To list all "
                            + "models, run: open-llm models");
            terminal.out().flush();
            return;
        }
        TextTable table = new TextTable(List.of("MODEL", "WINDOW", "SUITABLE FOR"));
        suitable.stream()
                .limit(MAX_MODELS)
                .forEach(model -> table.addRow(model.id(), window(model), suitableTools(model)));
        table.print(terminal);
        if (suitable.size() > MAX_MODELS) {
            terminal.out()
                    .println("and " + (suitable.size() - MAX_MODELS) + " more. To list all models, run: "
                            + "open-llm models");
        }
        terminal.out().flush();
    }

    private static boolean fits(Recipe recipe, ModelInfo model) {
        return recipe.isLaunchable()
                && LaunchModels.window(model) >= recipe.window()
                && (model.capabilities().tools() || !recipe.needsTools());
    }

    private String suitableTools(ModelInfo model) {
        List<Recipe> launchable = recipes.stream().filter(Recipe::isLaunchable).toList();
        List<String> names = launchable.stream()
                .filter(recipe -> fits(recipe, model))
                .map(Recipe::name)
                .toList();
        return names.size() == launchable.size() ? "all" : String.join(", ", names);
    }

    static String window(ModelInfo model) {
        return tokens(LaunchModels.window(model)) + (LaunchModels.isWindowAssumed(model) ? "?" : "");
    }

    static String tokens(int count) {
        return count < 10_000 ? Integer.toString(count) : Math.round(count / 1000.0) + "k";
    }
}
