package dev.openllm.protocol.text;

import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message of the product in the form that a client translates: the client looks up the translation by the English
 * template. If the complete message mentions commands of the command line, the template can mention the corresponding
 * VS Code commands instead. A provider's own messages have no template.
 *
 * @param template the English template with placeholders {0}, {1}
 * @param args the values of the placeholders: strings, numbers, and messages with their own templates
 */
public record MessageTemplate(String template, List<Object> args) {

    public MessageTemplate {
        template = Wire.orElse(template, "");
        args = checked(Wire.orElse(args, List.of()));
    }

    private static List<Object> checked(List<?> args) {
        List<Object> checked = new ArrayList<>(args.size());
        for (Object arg : args) {
            checked.add(checked(arg));
        }
        return List.copyOf(checked);
    }

    private static Object checked(Object arg) {
        if (arg instanceof String || arg instanceof Number || arg instanceof MessageTemplate) {
            return arg;
        }
        if (arg instanceof Map<?, ?> read && read.get("template") instanceof String nested) {
            return new MessageTemplate(nested, read.get("args") instanceof List<?> list ? checked(list) : List.of());
        }
        return String.valueOf(arg);
    }
}
