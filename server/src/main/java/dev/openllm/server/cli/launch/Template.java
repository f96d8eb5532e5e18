package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables, such as <code>${model}</code>, in strings and JSON. A JSON string that consists only of a
 * variable is replaced by the value of the variable, so the result can also be a number or an array. {@code {"$each":
 * CONTENT}} is replaced by an array that contains the content for each model. If {@code "$key"} is also specified, the
 * result is an object, in which the value of {@code "$key"} is the object key for each model. {@code {"$share": [PART,
 * WHOLE]}} is replaced by the quotient of the two numbers, which is limited to 1.
 *
 * @param values the values of the variables, by name
 * @param models the values of the variables for each model, which take precedence inside {@code $each}
 */
record Template(Map<String, JsonNode> values, List<Map<String, JsonNode>> models) {

    private static final int RATIO_SCALE = 6;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z]+)}");

    String text(String template) {
        return text(template, Map.of());
    }

    JsonNode json(JsonNode template) {
        return json(template, Map.of());
    }

    private String text(String template, Map<String, JsonNode> overrides) {
        return VARIABLE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        value(match.group(1), overrides).asText()));
    }

    private JsonNode value(String name, Map<String, JsonNode> overrides) {
        JsonNode value = overrides.getOrDefault(name, values.get(name));
        if (value == null) {
            throw new IllegalArgumentException("unknown variable " + name);
        }
        return value;
    }

    private JsonNode json(JsonNode template, Map<String, JsonNode> overrides) {
        if (template.isTextual()) {
            Matcher variable = VARIABLE.matcher(template.asText());
            return variable.matches()
                    ? value(variable.group(1), overrides)
                    : TextNode.valueOf(text(template.asText(), overrides));
        }
        if (template.isArray()) {
            ArrayNode array = Wire.JSON.createArrayNode();
            template.forEach(element -> array.add(json(element, overrides)));
            return array;
        }
        if (template.has("$each")) {
            return expandEach(template.get("$each"), template.path("$key").asText());
        }
        if (template.has("$share")) {
            return ratio(json(template.get("$share"), overrides));
        }
        if (template.isObject()) {
            ObjectNode object = Wire.JSON.createObjectNode();
            template.properties()
                    .forEach(field -> object.set(text(field.getKey(), overrides), json(field.getValue(), overrides)));
            return object;
        }
        return template;
    }

    private static JsonNode ratio(JsonNode numbers) {
        BigDecimal quotient = numbers.get(0)
                .decimalValue()
                .divide(numbers.get(1).decimalValue(), RATIO_SCALE, RoundingMode.DOWN)
                .min(BigDecimal.ONE);
        return DecimalNode.valueOf(quotient.stripTrailingZeros());
    }

    private JsonNode expandEach(JsonNode content, String key) {
        if (key.isEmpty()) {
            ArrayNode array = Wire.JSON.createArrayNode();
            models.forEach(model -> array.add(json(content, model)));
            return array;
        }
        ObjectNode object = Wire.JSON.createObjectNode();
        models.forEach(model -> object.set(text(key, model), json(content, model)));
        return object;
    }
}
