package dev.openllm.server.config.schema;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a source says against {@link ConfigSchema}. What fits comes out with camelCase names and lists written
 * in full; what does not becomes a problem, and the rest is still used.
 */
public final class SchemaReader {

    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");

    private final boolean keepsUnknown;
    private final boolean yaml;
    private final boolean workspace;
    private final boolean trusted;
    private final List<Problem> problems = new ArrayList<>();

    private SchemaReader(boolean yaml, boolean workspace, boolean trusted, boolean keepsUnknown) {
        this.keepsUnknown = keepsUnknown;
        this.yaml = yaml;
        this.workspace = workspace;
        this.trusted = trusted;
    }

    /** What could be used of a source, and what was wrong. */
    public record Read(Value.Block values, List<Problem> problems) {}

    /** Reads a whole source. @param trusted whether the person trusts the workspace it came with, if any */
    public static Read read(Value.Block source, boolean trusted) {
        return read(source, trusted, false);
    }

    /** Reads a whole source as {@link #read} does, and keeps the keys below its top that nobody knows. */
    public static Read readKeepingUnknown(Value.Block source) {
        return read(source, true, true);
    }

    private static Read read(Value.Block source, boolean trusted, boolean keepsUnknown) {
        Origin origin = source.origin();
        SchemaReader reader =
                new SchemaReader(origin.file().isPresent(), origin.fromWorkspace(), trusted, keepsUnknown);
        Value.Block values = reader.group(source, ConfigSchema.ROOT, "");
        return new Read(values, List.copyOf(reader.problems));
    }

    private Value.Block group(Value.Block source, Shape.Group group, String path) {
        List<Value.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value.Entry entry : source.entries()) {
            String entryPath = path.isEmpty() ? entry.key() : path + "." + entry.key();
            Optional<Field> known = group.field(entry.key());
            if (known.isEmpty() && keepsUnknown && group != ConfigSchema.ROOT) {
                entries.add(entry);
                continue;
            }
            if (known.isEmpty()) {
                unknown(entry, group, entryPath);
                continue;
            }
            Field field = known.get();
            if (!seen.add(field.name())) {
                problem(
                        Severity.ERROR,
                        entry.origin(),
                        entryPath,
                        "'" + entry.key() + "' says the same as a key above; keep one of them.");
            } else if (mayBeSaid(field, entry, entryPath)) {
                value(entry.value(), field.shape(), entryPath)
                        .ifPresent(value -> entries.add(new Value.Entry(field.name(), entry.origin(), value)));
            }
        }
        return new Value.Block(entries, source.origin());
    }

    private boolean mayBeSaid(Field field, Value.Entry entry, String path) {
        if (field.refusal().isPresent()) {
            problem(Severity.WARNING, entry.origin(), path, field.refusal().get());
            return false;
        }
        if (!workspace) {
            return true;
        }
        return switch (field.reach()) {
            case ANYONE -> true;
            case TRUSTED -> {
                if (!trusted) {
                    problem(
                            Severity.INFORMATION,
                            entry.origin(),
                            path,
                            "'" + entry.key() + "' is ignored because this workspace is not trusted.");
                }
                yield trusted;
            }
            case PERSON -> {
                problem(
                        Severity.INFORMATION,
                        entry.origin(),
                        path,
                        "'" + entry.key() + "' is ignored in a workspace; set it in your own settings.");
                yield false;
            }
        };
    }

    private void unknown(Value.Entry entry, Shape.Group group, String path) {
        boolean othersMayKnowIt = !yaml && group == ConfigSchema.ROOT;
        if (othersMayKnowIt) {
            return;
        }
        List<String> names = group.fields().stream()
                .filter(f -> f.refusal().isEmpty())
                .map(f -> yaml ? f.yamlName() : f.name())
                .toList();
        String nearest = NearestNames.of(entry.key(), names).stream()
                .findFirst()
                .map(name -> "did you mean '" + name + "'?")
                .orElse("it is ignored.");
        problem(Severity.WARNING, entry.origin(), path, "Unknown key '" + entry.key() + "'; " + nearest);
    }

    private Optional<Value> value(Value value, Shape shape, String path) {
        if (value instanceof Value.Nothing) {
            return Optional.empty();
        }
        return switch (shape) {
            case Shape.Text text -> scalar(value, path, "a text").flatMap(s -> text(s, text.format(), path));
            case Shape.Choice choice ->
                scalar(value, path, "one of " + String.join(", ", choice.words()))
                        .flatMap(s -> choice(s, choice, path));
            case Shape.Whole whole -> scalar(value, path, "a whole number").flatMap(s -> whole(s, whole, path));
            case Shape.Decimal _ -> scalar(value, path, "a number").flatMap(s -> decimal(s, path));
            case Shape.Flag _ -> scalar(value, path, "true or false").flatMap(s -> flag(s, path));
            case Shape.Texts texts -> texts(value, texts, path);
            case Shape.Listing listing -> Optional.of(listing(value, listing, path));
            case Shape.Group group -> block(value, group, path);
        };
    }

    private Optional<Value> block(Value value, Shape.Group group, String path) {
        if (value instanceof Value.Block block) {
            return Optional.of(group(block, group, path));
        }
        wrong(value, path, "a group of keys");
        return Optional.empty();
    }

    private Value listing(Value value, Shape.Listing listing, String path) {
        List<Value> sources = value instanceof Value.Items items ? items.values() : List.of(value);
        List<Value> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            Value source = sources.get(i);
            String itemPath = value instanceof Value.Items ? path + "[" + i + "]" : path;
            item(source, listing, itemPath)
                    .filter(item -> isNew(item, listing, names, itemPath))
                    .ifPresent(items::add);
        }
        return new Value.Items(items, value.origin());
    }

    private Optional<Value> item(Value source, Shape.Listing listing, String path) {
        if (source instanceof Value.Scalar scalar
                && listing.word().filter(scalar.text()::equals).isPresent()) {
            return Optional.of(scalar);
        }
        if (!(listing.item() instanceof Shape.Group group) || group.key().isEmpty()) {
            return value(source, listing.item(), path);
        }
        String key = group.key().get();
        Value full = source instanceof Value.Scalar scalar
                ? new Value.Block(List.of(new Value.Entry(key, scalar.origin(), scalar)), scalar.origin())
                : source;
        Optional<Value> item = value(full, group, path);
        if (item.isPresent() && ((Value.Block) item.get()).get(key).isEmpty()) {
            problem(Severity.ERROR, source.origin(), path, "This entry has no '" + key + "' and is left out.");
            return Optional.empty();
        }
        return item;
    }

    private boolean isNew(Value item, Shape.Listing listing, Set<String> names, String path) {
        if (!(item instanceof Value.Block block) || !(listing.item() instanceof Shape.Group group)) {
            return true;
        }
        String name = group.key().flatMap(block::text).orElse("");
        if (names.add(name)) {
            return true;
        }
        problem(Severity.WARNING, item.origin(), path, "'" + name + "' stands twice; only the first is used.");
        return false;
    }

    private Optional<Value> texts(Value value, Shape.Texts texts, String path) {
        if (!(value instanceof Value.Block block)) {
            wrong(value, path, "keys with texts");
            return Optional.empty();
        }
        List<Value.Entry> entries = new ArrayList<>();
        for (Value.Entry entry : block.entries()) {
            String entryPath = path + "." + entry.key();
            Optional<String> complaint = Formats.complaint(texts.keys(), entry.key());
            if (complaint.isPresent()) {
                problem(Severity.ERROR, entry.origin(), entryPath, "'" + entry.key() + "' " + complaint.get() + ".");
                continue;
            }
            value(entry.value(), new Shape.Text(texts.values()), entryPath)
                    .ifPresent(text -> entries.add(new Value.Entry(entry.key(), entry.origin(), text)));
        }
        return Optional.of(new Value.Block(entries, block.origin()));
    }

    private Optional<Value> text(Value.Scalar scalar, Format format, String path) {
        Optional<String> complaint = Formats.complaint(format, scalar.text());
        complaint.ifPresent(
                words -> problem(Severity.ERROR, scalar.origin(), path, "'" + name(path) + "' " + words + "."));
        return complaint.isPresent() ? Optional.empty() : Optional.of(scalar);
    }

    private Optional<Value> choice(Value.Scalar scalar, Shape.Choice choice, String path) {
        if (choice.words().contains(scalar.text())) {
            return Optional.of(scalar);
        }
        String nearest = NearestNames.of(scalar.text(), choice.words()).stream()
                .findFirst()
                .map(word -> "; did you mean '" + word + "'?")
                .orElse(".");
        problem(
                Severity.ERROR,
                scalar.origin(),
                path,
                "'" + name(path) + "' must be one of " + String.join(", ", choice.words()) + nearest);
        return Optional.empty();
    }

    private Optional<Value> whole(Value.Scalar scalar, Shape.Whole whole, String path) {
        String digits = scalar.text().replace("_", "");
        if (!scalar.bare() || !digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
            wrong(scalar, path, "a whole number such as 8192");
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        if (number < whole.least()) {
            problem(
                    Severity.ERROR,
                    scalar.origin(),
                    path,
                    "'" + name(path) + "' must be at least " + whole.least() + ".");
            return Optional.empty();
        }
        return Optional.of(new Value.Scalar(String.valueOf(number), true, scalar.origin()));
    }

    private Optional<Value> decimal(Value.Scalar scalar, String path) {
        if (scalar.bare() && scalar.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.of(scalar);
        }
        wrong(scalar, path, "a number such as 2.50");
        return Optional.empty();
    }

    private Optional<Value> flag(Value.Scalar scalar, String path) {
        String word = scalar.text().toLowerCase(Locale.ROOT);
        if (scalar.bare() && (YES.contains(word) || NO.contains(word))) {
            return Optional.of(new Value.Scalar(String.valueOf(YES.contains(word)), true, scalar.origin()));
        }
        wrong(scalar, path, "true or false, without quotes");
        return Optional.empty();
    }

    private Optional<Value.Scalar> scalar(Value value, String path, String wanted) {
        if (value instanceof Value.Scalar scalar) {
            return Optional.of(scalar);
        }
        wrong(value, path, wanted);
        return Optional.empty();
    }

    private void wrong(Value value, String path, String wanted) {
        problem(
                Severity.ERROR,
                value.origin(),
                path,
                "'" + name(path) + "' must be " + wanted + ", not " + value.kind() + ".");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private void problem(Severity severity, Origin origin, String path, String message) {
        problems.add(new Problem(
                severity,
                message,
                origin.file().map(Object::toString),
                origin.line(),
                origin.column(),
                Optional.of(path)));
    }
}
