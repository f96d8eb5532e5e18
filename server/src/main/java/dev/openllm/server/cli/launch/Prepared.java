package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recipe in which the variables have been replaced by values.
 *
 * @param arguments the arguments for the tool, which precede the user's arguments
 * @param environment the variables that are set only for the tool
 * @param files the contents of the files, by file name
 * @param check the arguments with which the tool is run to check whether it accepts the optional arguments
 * @param optional the arguments that are passed only if this check succeeds
 */
record Prepared(
        List<String> arguments,
        Map<String, String> environment,
        Map<String, String> files,
        List<String> check,
        List<String> optional) {

    static final String TOKEN = "OPENLLM_GATEWAY_TOKEN";

    static Prepared of(Recipe recipe, LaunchModels models, String root, String token, String files) {
        Template template = models.template(root, token, files);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(TOKEN, token);
        recipe.environment().forEach((name, value) -> environment.put(name, asText(template.json(value))));
        Map<String, String> contents = new LinkedHashMap<>();
        recipe.files().forEach((name, content) -> contents.put(name, toPrettyText(template.json(content))));
        Optional<Recipe.Check> check = recipe.check();
        return new Prepared(
                texts(template, recipe.arguments()),
                environment,
                contents,
                check.map(it -> texts(template, it.arguments())).orElse(List.of()),
                check.map(it -> texts(template, it.adds())).orElse(List.of()));
    }

    /**
     * Returns all arguments for the tool. The user's arguments come last.
     *
     * @param withOptional whether to include the optional arguments
     * @param userArguments the user's arguments
     */
    List<String> arguments(boolean withOptional, List<String> userArguments) {
        List<String> all = new ArrayList<>(arguments);
        if (withOptional) {
            all.addAll(optional);
        }
        all.addAll(userArguments);
        return all;
    }

    static String toPrettyText(JsonNode json) {
        return json.toPrettyString() + "\n";
    }

    private static String asText(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static List<String> texts(Template template, List<String> templates) {
        return templates.stream().map(template::text).toList();
    }
}
