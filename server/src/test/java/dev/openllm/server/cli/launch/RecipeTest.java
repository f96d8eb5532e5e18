package dev.openllm.server.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ModelInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests for the arguments, variables, and files with which each tool is launched, for two fixed models. To accept
 * changed results, run with {@code -Dlaunch.write=true}.
 */
class RecipeTest {

    private static final Path EXPECTED_FOLDER = Path.of("src/test/resources/launched-tools");

    private static final ModelInfo LARGE = model("house/large:70b", "Large \"70B\"", 200_000, 64_000, true);
    private static final ModelInfo SMALL = model("local/small", "Small", 32_768, 32_768, false);

    static Stream<Recipe> recipes() {
        return Recipe.all().stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theRecipeIsFilledInForTheModels(Recipe recipe) throws Exception {
        LaunchModels models = new LaunchModels(LARGE, SMALL, List.of(SMALL, LARGE));
        Prepared prepared = Prepared.of(recipe, models, "http://127.0.0.1:4141", "THE-TOKEN", "/private/folder");
        ObjectNode actual = Wire.JSON.createObjectNode();
        actual.set("arguments", Wire.JSON.valueToTree(prepared.arguments()));
        actual.set("environment", Wire.JSON.valueToTree(prepared.environment()));
        actual.set("optional", Wire.JSON.valueToTree(prepared.optional()));
        ObjectNode files = actual.putObject("files");
        for (Map.Entry<String, String> file : prepared.files().entrySet()) {
            files.set(file.getKey(), Wire.JSON.readTree(file.getValue()));
        }
        Path expectedFile = EXPECTED_FOLDER.resolve(recipe.name() + ".json");
        if (Boolean.getBoolean("launch.write")) {
            Files.createDirectories(EXPECTED_FOLDER);
            Files.writeString(expectedFile, actual.toPrettyString() + "\n");
        }
        assertEquals(Files.readString(expectedFile), actual.toPrettyString() + "\n");
    }

    private static ModelInfo model(String id, String name, int contextTokens, int maxOutputTokens, boolean vision) {
        return new ModelInfo(
                id,
                id.substring(0, id.indexOf('/')),
                id.substring(id.indexOf('/') + 1),
                name,
                name,
                new ModelInfo.Limits(contextTokens, 0, maxOutputTokens),
                new ModelInfo.Capabilities(true, vision, false, true, List.of(), false, true),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
