package dev.openllm.server.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A manifest of the extension and its localized strings, in which everything that {@link VsCodeSettings} generates is
 * replaced. Handwritten parts stay in their position: settings that only the client reads, snippets, and all other
 * strings.
 */
record VsCodeManifest(ObjectNode manifest, ObjectNode texts) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern TEXT = Pattern.compile("\"%([^%\"]+)%\"");

    /**
     * Settings of the client, which it reads before a server is running or for features that the server does not
     * control.
     */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "openLLM.java.home",
            "openLLM.chat.sendCommand",
            "openLLM.completion.excludedLanguages",
            "openLLM.commitMessage.model");

    VsCodeManifest renewed() {
        ObjectNode renewed = manifest.deepCopy();
        VsCodeSettings settings = new VsCodeSettings();
        ArrayNode restricted = JSON.arrayNode();
        for (JsonNode category : renewed.at("/contributes/configuration")) {
            ObjectNode properties = merged(
                    (ObjectNode) category.get("properties"),
                    settings.category(category.get("title").textValue()));
            ((ObjectNode) category).set("properties", properties);
            properties.properties().stream()
                    .filter(setting -> setting.getValue().path("scope").asText().equals("window"))
                    .map(Map.Entry::getKey)
                    .forEach(restricted::add);
        }
        ((ObjectNode) renewed.at("/capabilities/untrustedWorkspaces")).set("restrictedConfigurations", restricted);
        ObjectNode service =
                (ObjectNode) renewed.at("/contributes/languageModelChatProviders/1/configuration/properties/service");
        VsCodeSettings.Dialects dialects = settings.dialects();
        service.set("enum", dialects.words());
        service.set("enumItemLabels", dialects.labels());
        service.set("enumDescriptions", dialects.words());
        return new VsCodeManifest(renewed, textsOf(renewed, settings.texts()));
    }

    /**
     * Returns the generated settings in their order, with each handwritten setting after the same neighbor as before.
     */
    private static ObjectNode merged(ObjectNode before, ObjectNode made) {
        List<String> names = new ArrayList<>(names(made));
        String neighbor = "";
        for (String name : names(before)) {
            if (OF_THE_CLIENT.contains(name)) {
                names.add(names.indexOf(neighbor) + 1, name);
            }
            neighbor = name;
        }
        ObjectNode merged = JSON.objectNode();
        for (String name : names) {
            ObjectNode setting = (ObjectNode) (made.has(name) ? made : before).get(name);
            JsonNode snippets = before.path(name).at("/items/defaultSnippets");
            if (made.has(name) && !snippets.isMissingNode()) {
                ((ObjectNode) setting.get("items")).set("defaultSnippets", snippets);
            }
            merged.set(name, ordered(setting, merged.size() + 1));
        }
        return merged;
    }

    private static ObjectNode ordered(ObjectNode setting, int order) {
        ObjectNode ordered = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : setting.properties()) {
            if (!entry.getKey().equals("order")) {
                ordered.set(entry.getKey(), entry.getValue());
            }
            if (entry.getKey().equals("scope")) {
                ordered.put("order", order);
            }
        }
        return ordered;
    }

    /** Returns the strings without those that are no longer referenced, and with each new string after its neighbor. */
    private ObjectNode textsOf(ObjectNode renewed, ObjectNode made) {
        Set<String> used = TEXT.matcher(renewed.toString())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> names = new ArrayList<>(names(texts));
        names.removeIf(name -> !used.contains(name));
        String neighbor = "";
        for (String name : names(made)) {
            if (!names.contains(name)) {
                names.add(neighbor.isEmpty() ? names.size() : names.indexOf(neighbor) + 1, name);
            }
            neighbor = name;
        }
        ObjectNode all = JSON.objectNode();
        names.forEach(name -> all.set(name, (made.has(name) ? made : texts).get(name)));
        return all;
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
