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
    private static final Pattern TEXT_REFERENCE = Pattern.compile("\"%([^%\"]+)%\"");

    /**
     * Settings of the client, which it reads before a server is running or for features that the server does not
     * control.
     */
    private static final Set<String> CLIENT_SETTINGS = Set.of(
            "openLLM.java.home",
            "openLLM.chat.sendCommand",
            "openLLM.completion.excludedLanguages",
            "openLLM.commitMessage.model");

    VsCodeManifest regenerated() {
        ObjectNode result = manifest.deepCopy();
        VsCodeSettings settings = new VsCodeSettings();
        ArrayNode restricted = JSON.arrayNode();
        for (JsonNode category : result.at("/contributes/configuration")) {
            ObjectNode properties = merge(
                    (ObjectNode) category.get("properties"),
                    settings.category(category.get("title").textValue()));
            ((ObjectNode) category).set("properties", properties);
            properties.properties().stream()
                    .filter(setting -> setting.getValue().path("scope").asText().equals("window"))
                    .map(Map.Entry::getKey)
                    .forEach(restricted::add);
        }
        ((ObjectNode) result.at("/capabilities/untrustedWorkspaces")).set("restrictedConfigurations", restricted);
        ObjectNode dialectProperty =
                (ObjectNode) result.at("/contributes/languageModelChatProviders/1/configuration/properties/service");
        VsCodeSettings.Dialects dialects = settings.dialects();
        dialectProperty.set("enum", dialects.keywords());
        dialectProperty.set("enumItemLabels", dialects.labels());
        dialectProperty.set("enumDescriptions", dialects.keywords());
        return new VsCodeManifest(result, mergeTexts(result, settings.texts()));
    }

    /**
     * Returns the generated settings in their order, with each handwritten setting after the same neighbor as before.
     */
    private static ObjectNode merge(ObjectNode existing, ObjectNode generated) {
        List<String> names = new ArrayList<>(fieldNames(generated));
        String neighbor = "";
        for (String name : fieldNames(existing)) {
            if (CLIENT_SETTINGS.contains(name)) {
                names.add(names.indexOf(neighbor) + 1, name);
            }
            neighbor = name;
        }
        ObjectNode merged = JSON.objectNode();
        for (String name : names) {
            ObjectNode setting = (ObjectNode) (generated.has(name) ? generated : existing).get(name);
            JsonNode snippets = existing.path(name).at("/items/defaultSnippets");
            if (generated.has(name) && !snippets.isMissingNode()) {
                ((ObjectNode) setting.get("items")).set("defaultSnippets", snippets);
            }
            merged.set(name, withOrder(setting, merged.size() + 1));
        }
        return merged;
    }

    private static ObjectNode withOrder(ObjectNode setting, int order) {
        ObjectNode result = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : setting.properties()) {
            if (!entry.getKey().equals("order")) {
                result.set(entry.getKey(), entry.getValue());
            }
            if (entry.getKey().equals("scope")) {
                result.put("order", order);
            }
        }
        return result;
    }

    /** Returns the strings without those that are no longer referenced, and with each new string after its neighbor. */
    private ObjectNode mergeTexts(ObjectNode newManifest, ObjectNode generated) {
        Set<String> usedNames = TEXT_REFERENCE
                .matcher(newManifest.toString())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> names = new ArrayList<>(fieldNames(texts));
        names.removeIf(name -> !usedNames.contains(name));
        String neighbor = "";
        for (String name : fieldNames(generated)) {
            if (!names.contains(name)) {
                names.add(neighbor.isEmpty() ? names.size() : names.indexOf(neighbor) + 1, name);
            }
            neighbor = name;
        }
        ObjectNode result = JSON.objectNode();
        names.forEach(name -> result.set(name, (generated.has(name) ? generated : texts).get(name)));
        return result;
    }

    private static List<String> fieldNames(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
