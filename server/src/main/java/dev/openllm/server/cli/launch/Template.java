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

    private static final int SHARE_DIGITS = 6;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z]+)}");

    String text(String template) {
        return text(template, Map.of());
    }

    JsonNode json(JsonNode template) {
        return json(template, Map.of());
    }

    private String text(String template, Map<String, JsonNode> nearest) {
        return VARIABLE.matcher(template)
                .replaceAll(found ->
                        Matcher.quoteReplacement(value(found.group(1), nearest).asText()));
    }

    private JsonNode value(String name, Map<String, JsonNode> nearest) {
        JsonNode value = nearest.getOrDefault(name, values.get(name));
        if (value == null) {
            throw new IllegalArgumentException("unknown variable " + name);
        }
        return value;
    }

    private JsonNode json(JsonNode template, Map<String, JsonNode> nearest) {
        if (template.isTextual()) {
            Matcher single = VARIABLE.matcher(template.asText());
            return single.matches()
                    ? value(single.group(1), nearest)
                    : TextNode.valueOf(text(template.asText(), nearest));
        }
        if (template.isArray()) {
            ArrayNode array = Wire.JSON.createArrayNode();
            template.forEach(element -> array.add(json(element, nearest)));
            return array;
        }
        if (template.has("$each")) {
            return each(template.get("$each"), template.path("$key").asText());
        }
        if (template.has("$share")) {
            return share(json(template.get("$share"), nearest));
        }
        if (template.isObject()) {
            ObjectNode object = Wire.JSON.createObjectNode();
            template.properties()
                    .forEach(field -> object.set(text(field.getKey(), nearest), json(field.getValue(), nearest)));
            return object;
        }
        return template;
    }

    private static JsonNode share(JsonNode numbers) {
        BigDecimal quotient = numbers.get(0)
                .decimalValue()
                .divide(numbers.get(1).decimalValue(), SHARE_DIGITS, RoundingMode.DOWN)
                .min(BigDecimal.ONE);
        return DecimalNode.valueOf(quotient.stripTrailingZeros());
    }

    private JsonNode each(JsonNode content, String key) {
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
