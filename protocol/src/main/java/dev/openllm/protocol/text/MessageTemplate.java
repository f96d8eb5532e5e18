package dev.openllm.protocol.text;

import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A text of the product as a client translates it: the English template is the key. Where the complete text names
 * commands of the command line, the template may name those of VS Code. A provider's own words have no template.
 *
 * @param template English with placeholders {0}, {1}
 * @param args what the placeholders stand for: strings, numbers, and texts with a template of their own
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
