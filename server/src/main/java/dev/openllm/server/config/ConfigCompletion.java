package dev.openllm.server.config;

import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult;
import dev.openllm.protocol.config.ConfigCompleteResult.Item;
import dev.openllm.protocol.config.ConfigCompleteResult.Kind;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.yaml.YamlCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Suggests keys and values while the user edits a configuration file, based on {@link ConfigSchema} and on the names
 * that {@link CompletionNames} supplies.
 */
public final class ConfigCompletion {

    private final CompletionNames completionNames;

    public ConfigCompletion(CompletionNames completionNames) {
        this.completionNames = completionNames;
    }

    public ConfigCompleteResult complete(ConfigCompleteParams params) {
        YamlCursor cursor =
                YamlCursor.at(params.text(), Math.max(params.line() - 1, 0), Math.max(params.column() - 1, 0));
        Place place = Place.of(cursor.path());
        List<Item> items =
                place.shape().map(shape -> items(shape, place, cursor)).orElse(List.of());
        return new ConfigCompleteResult(items, cursor.start() + 1, cursor.end() + 1, hover(place, cursor));
    }

    /**
     * The position in the configuration schema that corresponds to the cursor.
     *
     * @param shape the expected shape of the value at this position
     * @param field the last field on the path to this position, or empty at the top level
     * @param item whether the position is an item of a list
     */
    private record Place(Optional<Shape> shape, Optional<Field> field, boolean item) {

        static Place of(List<String> path) {
            Optional<Shape> shape = Optional.of(ConfigSchema.ROOT);
            Optional<Field> field = Optional.empty();
            boolean item = false;
            for (String step : path) {
                item = step.equals(YamlCursor.ITEM);
                if (item) {
                    shape = shape.filter(Shape.Listing.class::isInstance).map(list -> ((Shape.Listing) list).item());
                    continue;
                }
                // A single value is equivalent to a list with one item.
                Optional<Shape> block =
                        shape.map(candidate -> candidate instanceof Shape.Listing list ? list.item() : candidate);
                field = block.filter(Shape.Group.class::isInstance)
                        .flatMap(group -> ((Shape.Group) group).field(step))
                        .filter(candidate -> candidate.refusal().isEmpty());
                shape = field.map(Field::shape);
            }
            return new Place(shape, field, item);
        }
    }

    private List<Item> items(Shape shape, Place place, YamlCursor cursor) {
        if (cursor.inValue()) {
            return values(shape, place, cursor);
        }
        return switch (shape) {
            case Shape.Group group
            when place.item() ->
                Stream.concat(
                                keys(group, cursor),
                                cursor.siblings().isEmpty() && !cursor.flow() ? names(place, cursor) : Stream.empty())
                        .toList();
            case Shape.Group group -> keys(group, cursor).toList();
            case Shape.Listing(Shape.Group group, var _, var _)
            when cursor.flow() -> keys(group, cursor).toList();
            case Shape.Listing(Shape.Group group, var _, var _) ->
                keys(group, cursor)
                        .limit(1)
                        .map(key -> new Item("- " + key.label(), "- " + key.text(), Kind.KEY, key.detail()))
                        .toList();
            default -> place.item() ? values(shape, place, cursor) : List.of();
        };
    }

    /**
     * Suggests the configuration keys of a mapping in snake_case, except for the keys that the mapping already
     * contains.
     */
    private static Stream<Item> keys(Shape.Group group, YamlCursor cursor) {
        return group.fields().stream()
                .filter(field -> field.refusal().isEmpty())
                .filter(field -> cursor.siblings().keySet().stream().noneMatch(field::hasName))
                .map(field -> new Item(
                        field.yamlName(),
                        field.yamlName() + (cursor.flow() ? ": " : keySuffix(field.shape())),
                        Kind.KEY,
                        field.description()));
    }

    private static String keySuffix(Shape shape) {
        return shape instanceof Shape.Group
                        || shape instanceof Shape.Listing(Shape.Group _, var word, var _) && word.isEmpty()
                ? ":"
                : ": ";
    }

    private List<Item> values(Shape shape, Place place, YamlCursor cursor) {
        return switch (shape) {
            case Shape.Choice choice -> choices(choice, place);
            case Shape.Flag _ -> plainValues(List.of("true", "false"), place);
            case Shape.Listing listing ->
                Stream.concat(
                                listing.keyword().stream().map(word -> value(word, "Every available item.")),
                                values(listing.item(), place, cursor).stream())
                        .toList();
            case Shape.Text text when !text.suggestions().isEmpty() -> plainValues(text.suggestions(), place);
            case Shape.Text _, Shape.Group _ -> names(place, cursor).toList();
            case Shape.Texts _, Shape.WholeNumber _, Shape.Decimal _ -> List.of();
        };
    }

    /** Suggests provider names, model IDs, or environment variables as values for the field at the cursor. */
    private Stream<Item> names(Place place, YamlCursor cursor) {
        Map<String, String> siblings = cursor.siblings();
        return switch (place.field().map(Field::name).orElse("")) {
            case "name" -> cursor.path().contains("models") ? Stream.empty() : items(completionNames.providers());
            case "preset", "providers" -> items(completionNames.providers());
            case "defaultModel", "fallbacks" -> items(completionNames.models(Optional.empty()));
            case "models", "id", "include", "exclude" ->
                items(completionNames.models(providerOf(siblings).or(() -> providerOf(cursor.outer()))));
            case "apiKeyEnv" ->
                providerOf(siblings).stream().flatMap(provider -> items(completionNames.keyVariables(provider)));
            default -> Stream.empty();
        };
    }

    private static Optional<String> providerOf(Map<String, String> siblings) {
        return Stream.of("name", "id", "preset")
                .map(siblings::get)
                .filter(name -> name != null && !name.isEmpty())
                .findFirst();
    }

    private static Stream<Item> items(List<CompletionNames.Word> names) {
        return names.stream().map(word -> value(word.name(), word.detail()));
    }

    /**
     * Suggests each accepted value. The detail of a suggestion is the meaning of the value or, if no meanings are
     * defined, the description of the field.
     */
    private static List<Item> choices(Shape.Choice choice, Place place) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < choice.descriptions().size(); i++) {
            items.add(value(choice.keywords().get(i), choice.description(i)));
        }
        return items.isEmpty() ? plainValues(choice.keywords(), place) : items;
    }

    private static List<Item> plainValues(List<String> values, Place place) {
        String detail = place.field().map(Field::description).orElse("");
        List<Item> items = new ArrayList<>();
        values.forEach(value -> items.add(value(value, detail)));
        return items;
    }

    private static Item value(String text, String detail) {
        return new Item(text, text, Kind.VALUE, detail);
    }

    /**
     * Returns the hover text for the cursor: the description of a configuration key or the detail of a name. If a name
     * has no detail, returns the description of the field that contains the name.
     */
    private Optional<String> hover(Place place, YamlCursor cursor) {
        if (cursor.word().isEmpty()) {
            return Optional.empty();
        }
        if (!cursor.inValue() && !(place.item() && !(place.shape().orElse(null) instanceof Shape.Group))) {
            List<String> path = new ArrayList<>(cursor.path());
            path.add(cursor.word());
            return Place.of(path).field().map(Field::description).or(() -> findDetail(place, cursor));
        }
        return findDetail(place, cursor).or(() -> place.field().map(Field::description));
    }

    private Optional<String> findDetail(Place place, YamlCursor cursor) {
        return names(place, cursor)
                .filter(item -> item.text().equals(cursor.word()))
                .map(Item::detail)
                .findFirst();
    }
}
