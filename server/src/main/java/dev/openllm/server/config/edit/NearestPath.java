package dev.openllm.server.config.edit;

import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NearestNames;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the configuration field that the user probably meant by an unknown path. */
final class NearestPath {

    /**
     * The minimum length, in characters, of a path that consists of a single word. Shorter words are similar to too
     * many names.
     */
    private static final int MIN_LENGTH = 3;

    /**
     * The number of leading characters that two names must have in common to be considered similar, such as {@code
     * retry} and {@code retries}.
     */
    private static final int PREFIX_LENGTH = 4;

    private NearestPath() {}

    /**
     * Returns the path of the field that was probably meant, in the notation of YAML files, such as {@code
     * policies.retries}. Returns an empty result if there is no such field.
     */
    static Optional<String> of(List<String> path) {
        return path.size() == 1 ? ofSingleWord(path.getFirst()) : correct(ConfigSchema.ROOT, path);
    }

    /**
     * Returns the path of a similar top-level field or, if there is none, of a similar field in a group. For example,
     * returns {@code policies.retries} for {@code retries}.
     */
    private static Optional<String> ofSingleWord(String word) {
        if (word.length() < MIN_LENGTH) {
            return Optional.empty();
        }
        return nearest(ConfigSchema.ROOT, word).map(Field::yamlName).or(() -> {
            Map<String, String> paths = new HashMap<>();
            for (Field field : ConfigSchema.ROOT.fields()) {
                if (field.shape() instanceof Shape.Group group) {
                    group.fields()
                            .forEach(inner ->
                                    paths.putIfAbsent(inner.yamlName(), field.yamlName() + "." + inner.yamlName()));
                }
            }
            return NearestNames.of(word, paths.keySet()).stream().findFirst().map(paths::get);
        });
    }

    /** Corrects the names in a path one at a time, starting at the top level. */
    private static Optional<String> correct(Shape.Group root, List<String> path) {
        List<String> corrected = new ArrayList<>();
        Optional<Shape> shape = Optional.of(root);
        for (String step : path) {
            switch (shape.orElse(null)) {
                case Shape.Group group -> {
                    Optional<Field> field = group.field(step).or(() -> nearest(group, step));
                    shape = field.map(Field::shape);
                    corrected.add(field.map(Field::yamlName).orElse(step));
                }
                case Shape.Listing listing -> {
                    shape = Optional.of(listing.item());
                    corrected.add(step); // item names are not corrected
                }
                case Shape.Texts texts -> {
                    shape = Optional.of(new Shape.Text(texts.values()));
                    corrected.add(step);
                }
                case null, default -> {
                    return Optional.empty();
                }
            }
        }
        return shape.map(_ -> String.join(".", corrected));
    }

    private static Optional<Field> nearest(Shape.Group group, String word) {
        List<Field> fields = group.fields().stream()
                .filter(field -> field.refusal().isEmpty())
                .toList();
        List<String> names = fields.stream().map(Field::yamlName).toList();
        return NearestNames.of(word, names).stream()
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> name.regionMatches(0, word, 0, PREFIX_LENGTH))
                        .findFirst())
                .map(name -> fields.get(names.indexOf(name)));
    }
}
