package dev.openllm.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Derives the names of enum constants and subtypes in messages from their Java names. Therefore, Jackson does not need
 * to read the annotations of the contract, which would require the JVM to generate a class for each annotation type at
 * every start. The annotations specify the same names for the schema and for other readers of the contract.
 */
final class WireNames {

    private static final String PROJECT = "dev.openllm.";
    private static final String CONTRACT = "dev.openllm.protocol.";

    private WireNames() {}

    /** Returns whether a class is a record of this project without type parameters. */
    static boolean isRecord(Class<?> type) {
        return type.isRecord() && type.getName().startsWith(PROJECT) && type.getTypeParameters().length == 0;
    }

    /** Returns whether a class is an enum of the contract. Other enums are written with their Java names. */
    static boolean isEnum(Class<?> type) {
        return type.isEnum() && type.getName().startsWith(CONTRACT);
    }

    /**
     * Returns the names of an enum's constants in messages, in the order of declaration. For example, the name of
     * {@code NO_KEY} is {@code no_key}.
     */
    static List<String> ofConstants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Returns the name of a subtype of a sealed interface in messages. For example, the name of {@code ToolCall} is
     * {@code tool_call}.
     */
    static String ofSubtype(Class<?> type) {
        StringBuilder name = new StringBuilder();
        for (char character : type.getSimpleName().toCharArray()) {
            if (Character.isUpperCase(character) && !name.isEmpty()) {
                name.append('_');
            }
            name.append(Character.toLowerCase(character));
        }
        return name.toString();
    }
}
