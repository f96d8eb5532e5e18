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
        List<String> lost = Files.readAllLines(LIST).stream()
                .filter(path -> !isKnown(path.split("\\.")))
                .toList();

        assertEquals(List.of(), lost, "Keep them as aliases, or as fields with a refusal.");
    }

    @Test
    void everyNotationIsInTheList() throws IOException {
        SortedSet<String> listed = new TreeSet<>(Files.exists(LIST) ? Files.readAllLines(LIST) : List.of());
        SortedSet<String> all = new TreeSet<>(listed);
        collect(ConfigSchema.ROOT, "", "", all);
        if (Boolean.getBoolean("openllm.write") || System.getProperty("openllm.write") != null) {
            Files.createDirectories(LIST.getParent());
            Files.write(LIST, all);
        } else {
            assertEquals(all, listed, "Run this test with -Dopenllm.write.");
        }
    }

    private static boolean isKnown(String[] path) {
        Optional<Shape.Group> group = Optional.of(ConfigSchema.ROOT);
        for (String step : path) {
            Optional<Field> field = group.flatMap(g -> g.field(step));
            if (field.isEmpty()) {
                return false;
            }
            group = inner(field.get());
        }
        return true;
    }

    private static void collect(Shape.Group group, String settings, String file, SortedSet<String> all) {
        for (Field field : group.fields()) {
            List<String> spellings = new ArrayList<>(field.aliases());
            spellings.add(field.name());
            spellings.forEach(spelling -> all.add(settings + spelling));
            all.add(file + field.yamlName());
            inner(field)
                    .ifPresent(
                            below -> collect(below, settings + field.name() + ".", file + field.yamlName() + ".", all));
        }
    }

    private static Optional<Shape.Group> inner(Field field) {
        Shape shape = Shape.itemOf(Optional.of(field.shape())).orElse(field.shape());
        return shape instanceof Shape.Group group ? Optional.of(group) : Optional.empty();
    }
}
