package dev.openllm.server.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Tests that every name and notation of a setting that any version accepted is still recognized. The list only grows so
 * that a configuration file or {@code settings.json} of an older version keeps its meaning: a renamed field keeps its
 * old names as aliases, and a removed field remains with an error that states what to do instead. To add new names to
 * the list, run with {@code -Dopenllm.write}.
 */
class SettingNamesTest {

    private static final Path LIST = Path.of("src/test/resources/dev/openllm/server/config/schema/setting-names.txt");

    @Test
    void everyAcceptedNotationStillNamesASetting() throws IOException {
        List<String> unrecognized = Files.readAllLines(LIST).stream()
                .filter(path -> !isRecognized(path.split("\\.")))
                .toList();

        assertEquals(List.of(), unrecognized, "Keep them as aliases, or as fields with a refusal.");
    }

    @Test
    void everyNotationIsInTheList() throws IOException {
        SortedSet<String> listed = new TreeSet<>(Files.exists(LIST) ? Files.readAllLines(LIST) : List.of());
        SortedSet<String> allNames = new TreeSet<>(listed);
        collect(ConfigSchema.ROOT, "", "", allNames);
        if (Boolean.getBoolean("openllm.write") || System.getProperty("openllm.write") != null) {
            Files.createDirectories(LIST.getParent());
            Files.write(LIST, allNames);
        } else {
            assertEquals(allNames, listed, "Run this test with -Dopenllm.write.");
        }
    }

    private static boolean isRecognized(String[] path) {
        Optional<Shape.Group> group = Optional.of(ConfigSchema.ROOT);
        for (String segment : path) {
            Optional<Field> field = group.flatMap(parent -> parent.field(segment));
            if (field.isEmpty()) {
                return false;
            }
            group = innerGroup(field.get());
        }
        return true;
    }

    private static void collect(Shape.Group group, String settingsPrefix, String filePrefix, SortedSet<String> names) {
        for (Field field : group.fields()) {
            List<String> spellings = new ArrayList<>(field.aliases());
            spellings.add(field.name());
            spellings.forEach(spelling -> names.add(settingsPrefix + spelling));
            names.add(filePrefix + field.yamlName());
            innerGroup(field)
                    .ifPresent(child -> collect(
                            child, settingsPrefix + field.name() + ".", filePrefix + field.yamlName() + ".", names));
        }
    }

    private static Optional<Shape.Group> innerGroup(Field field) {
        Shape shape = Shape.itemOf(Optional.of(field.shape())).orElse(field.shape());
        return shape instanceof Shape.Group group ? Optional.of(group) : Optional.empty();
    }
}
