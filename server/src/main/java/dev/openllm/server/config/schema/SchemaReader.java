package dev.openllm.server.config.schema;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a source against {@link ConfigSchema}. Valid values are returned with camelCase names and with lists written
 * in full. Invalid values are reported as problems and omitted. However, an invalid value that fails closed is replaced
 * with {@link Value.Invalid}.
 */
public final class SchemaReader {

    /**
     * The key of an internal entry that marks an item as invalid because a later item of the list has the same name.
     */
    private static final String DUPLICATE = "(duplicate)";

    private final Purpose purpose;
    private final boolean yaml;
    private final boolean workspace;
    private final boolean ownFile;
    private final ProblemList problems = new ProblemList();
    private final ScalarReader scalars;
    /** Whether the current value belongs to a field that fails closed. */
    private boolean failsClosed;

    private SchemaReader(Origin origin, Variables variables, Purpose purpose) {
        this.purpose = purpose;
        this.yaml = origin.file().isPresent();
        this.workspace = origin.fromWorkspace();
        this.ownFile = origin.source() == Origin.Source.YAML_USER;
        this.scalars = new ScalarReader(problems, variables);
    }

    private enum Purpose {
        /** The source is read to use its values. */
        USE,
        /**
         * The source is read to check the result of a change, which can contain configuration keys from a newer
         * version.
         */
        CHANGE,
        /**
         * The source is read to copy its content to another source, including configuration keys that are not in the
         * schema.
         */
        TRANSFER
    }

    /** The valid content of a source and the problems detected in the source. */
    public record Read(Value.Block values, List<Problem> problems) {}

    /** Reads a complete source from the user or from a workspace that the user trusts. */
    public static Read read(Value.Block source, Variables variables) {
        return new SchemaReader(source.origin(), variables, Purpose.USE).read(source);
    }

    /**
     * Returns the problems that a source would have after a change. Undefined environment variables are not reported
     * because the change might be intended for another environment.
     */
    public static List<Problem> problemsOfChange(Value.Block source) {
        return new SchemaReader(source.origin(), Variables.UNCHECKED, Purpose.CHANGE)
                .read(source)
                .problems();
    }

    /** Reads a complete source and retains unknown configuration keys below the top level. */
    public static Read readRetainingUnknown(Value.Block source) {
        return new SchemaReader(source.origin(), Variables.UNCHECKED, Purpose.TRANSFER).read(source);
    }

    private Read read(Value.Block source) {
        Value.Block values = group(source, ConfigSchema.ROOT, "");
        return new Read(values, problems.all());
    }

    private Value.Block group(Value.Block source, Shape.Group group, String path) {
        List<Value.Entry> entries = new ArrayList<>();
        List<Value.Entry> unknown = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value.Entry entry : source.entries()) {
            String entryPath = childPath(path, entry);
            Optional<Field> schemaField = group.field(entry.key());
            if (schemaField.isEmpty()) {
                (purpose == Purpose.TRANSFER && group != ConfigSchema.ROOT ? entries : unknown).add(entry);
                continue;
            }
            Field field = schemaField.get();
            if (!seen.add(field.name())) {
                reportDuplicate(entry, field, entryPath, entries);
            } else if (field.reach() == Field.Reach.OWN_FILE && (!ownFile || purpose == Purpose.TRANSFER)) {
                rejectOutsideOwnFile(entry, field, entryPath).ifPresent(entries::add);
            } else if (mayBeSet(field, entry, entryPath)) {
                value(entry, field, entryPath)
                        .ifPresent(value -> entries.add(new Value.Entry(field.name(), entry.origin(), value)));
            }
        }
        for (Value.Entry entry : unknown) {
            handleUnknown(entry, group, childPath(path, entry), seen).ifPresent(entries::add);
        }
        return new Value.Block(entries, source.origin());
    }

    private static String childPath(String path, Value.Entry entry) {
        return path.isEmpty() ? entry.key() : path + "." + entry.key();
    }

    private void reportDuplicate(Value.Entry entry, Field field, String path, List<Value.Entry> entries) {
        int problemCount = problems.size();
        problems.error(
                entry.origin(),
                path,
                UserText.of("'{0}' duplicates an earlier setting. Remove one of the two settings.", entry.key()));
        if (field.failsClosed()) {
            invalidValue(problemCount, entry.origin()).ifPresent(invalid -> {
                entries.removeIf(earlier -> earlier.key().equals(field.name()));
                entries.add(new Value.Entry(field.name(), entry.origin(), invalid));
            });
        }
    }

    /**
     * Handles a field that is allowed only in the user's own configuration file. In any other source, the field fails
     * closed; when a source is copied, the field is omitted.
     */
    private Optional<Value.Entry> rejectOutsideOwnFile(Value.Entry entry, Field field, String path) {
        int problemCount = problems.size();
        problems.error(
                entry.origin(),
                path,
                UserText.of(
                        "'{0}' can be set only in your own configuration file, ~/.config/openllm/config.yaml. "
                                + "Set it there.",
                        entry.key()));
        return invalidValue(problemCount, entry.origin())
                .map(invalid -> new Value.Entry(field.name(), entry.origin(), invalid));
    }

    private boolean mayBeSet(Field field, Value.Entry entry, String path) {
        if (field.refusal().isPresent()) {
            problems.add(Severity.WARNING, entry.origin(), path, field.refusal().get());
            return false;
        }
        if (!isAllowedInSource(field)) {
            problems.add(
                    Severity.INFORMATION,
                    entry.origin(),
                    path,
                    UserText.of("'{0}' is ignored in a workspace. Set it in your own settings.", entry.key()));
            return false;
        }
        return true;
    }

    private boolean isAllowedInSource(Field field) {
        return !workspace || field.reach() == Field.Reach.TRUSTED;
    }

    /**
     * Handles an unknown configuration key, which could be misspelled. If the most similar known key would fail closed,
     * the unknown key fails closed as well. If no known key is similar, the unknown key fails closed if any field in
     * its group fails closed. The invalid value is stored under the key that was probably intended, so that a
     * higher-precedence source can override the value.
     */
    private Optional<Value.Entry> handleUnknown(Value.Entry entry, Shape.Group group, String path, Set<String> seen) {
        List<Field> fields =
                group.fields().stream().filter(f -> f.refusal().isEmpty()).toList();
        List<String> names = fields.stream().map(this::spelling).toList();
        Optional<Field> nearest = NearestNames.of(entry.key(), names).stream()
                .findFirst()
                .map(name -> fields.get(names.indexOf(name)))
                .or(() -> baseUrlField(entry.key(), group));
        boolean isRoot = group == ConfigSchema.ROOT;
        boolean isOwnFileOnly = !ownFile
                && nearest.filter(field -> field.reach() == Field.Reach.OWN_FILE)
                        .isPresent();
        boolean mustFailClosed = isOwnFileOnly
                || nearest.map(field ->
                                isAllowedInSource(field) && (field.containsFailClosedField() || isKey(group, field)))
                        .orElse(!isRoot
                                && fields.stream().anyMatch(field -> isAllowedInSource(field) && field.failsClosed()));
        if (!mustFailClosed && isRoot && !yaml) {
            return Optional.empty(); // The server ignores settings that only the client uses.
        }
        int problemCount = problems.size();
        problems.add(
                mustFailClosed && purpose == Purpose.USE ? Severity.ERROR : Severity.WARNING,
                entry.origin(),
                path,
                nearest.map(field -> isOwnFileOnly
                                ? UserText.of(
                                        "Unknown setting '{0}'. If you mean '{1}', set it in your own configuration"
                                                + " file, ~/.config/openllm/config.yaml. It is ignored in other files.",
                                        entry.key(), spelling(field))
                                : UserText.of(
                                        "Unknown setting '{0}'. Did you mean '{1}'?", entry.key(), spelling(field)))
                        .orElse(
                                mustFailClosed
                                        ? UserText.of("Unknown setting '{0}'. Remove it.", entry.key())
                                        : UserText.of("The unknown setting '{0}' is ignored.", entry.key())));
        String key = nearest.filter(Field::failsClosed)
                .map(Field::name)
                .filter(seen::add)
                .orElse(entry.key());
        return invalidValue(problemCount, entry.origin()).map(invalid -> new Value.Entry(key, entry.origin(), invalid));
    }

    /**
     * Returns the field for the base URL if the unknown configuration key resembles a name that other programs use for
     * a base URL.
     */
    private static Optional<Field> baseUrlField(String key, Shape.Group group) {
        String lowercase = key.toLowerCase(Locale.ROOT);
        boolean resemblesBaseUrl = lowercase.endsWith("url")
                || lowercase.endsWith("uri")
                || lowercase.endsWith("endpoint")
                || lowercase.equals("host");
        return resemblesBaseUrl ? group.field("apiBase") : Optional.empty();
    }

    private String spelling(Field field) {
        return yaml ? field.yamlName() : field.name();
    }

    private static boolean isKey(Shape.Group group, Field field) {
        return group.key().filter(field.name()::equals).isPresent();
    }

    /**
     * Returns the value that replaces an invalid value, or an empty result if no error was reported for the value or
     * the source is not read to use its values.
     *
     * @param problemCount the number of problems before the value was checked
     */
    private Optional<Value> invalidValue(int problemCount, Origin origin) {
        return purpose != Purpose.USE
                ? Optional.empty()
                : problems.firstErrorSince(problemCount).map(problem -> new Value.Invalid(problem, origin));
    }

    private Optional<Value> value(Value.Entry entry, Field field, String path) {
        int problemCount = problems.size();
        boolean outerFailsClosed = failsClosed;
        failsClosed = field.failsClosed();
        if (failsClosed && entry.value() instanceof Value.Null) {
            problems.error(
                    entry.origin(),
                    path,
                    UserText.of("'{0}' has no value. Set a value or remove the setting.", entry.key()));
        }
        Optional<Value> value = value(entry.value(), field.shape(), path);
        failsClosed = outerFailsClosed;
        boolean mustFailClosed = field.failsClosed() || value.isEmpty() && field.containsFailClosedField();
        Optional<Value> invalid = mustFailClosed ? invalidValue(problemCount, entry.origin()) : Optional.empty();
        return invalid.or(() -> value);
    }

    private Optional<Value> value(Value value, Shape shape, String path) {
        if (value instanceof Value.Null) {
            return Optional.empty();
        }
        return switch (shape) {
            case Shape.Text text -> scalars.text(value, text.format(), path, failsClosed);
            case Shape.Choice choice -> scalars.choice(value, choice, path, failsClosed);
            case Shape.WholeNumber whole -> scalars.whole(value, whole, path);
            case Shape.Decimal _ -> scalars.decimal(value, path);
            case Shape.Flag _ -> scalars.flag(value, path);
            case Shape.Texts texts -> texts(value, texts, path);
            case Shape.Listing listing -> Optional.of(listing(value, listing, path));
            case Shape.Group group -> block(value, group, path);
        };
    }

    private Optional<Value> block(Value value, Shape.Group group, String path) {
        if (value instanceof Value.Block block) {
            return Optional.of(group(block, group, path));
        }
        problems.typeError(value, path, UserText.of("a mapping"));
        return Optional.empty();
    }

    private Value listing(Value value, Shape.Listing listing, String path) {
        List<Value> sources = value instanceof Value.Items items ? items.values() : List.of(value);
        if (sources.isEmpty() && !listing.mayBeEmpty()) {
            problems.error(
                    value.origin(),
                    path,
                    UserText.of("'{0}' is an empty list. Add an entry or remove the setting.", ProblemList.name(path)));
        }
        List<Value> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            Value source = sources.get(i);
            String itemPath = value instanceof Value.Items ? path + "[" + i + "]" : path;
            if (listing.item() instanceof Shape.Group group && !isKeyword(source, listing)) {
                readNamedItem(source, group, itemPath, names, items);
            } else if (source instanceof Value.Null) {
                problems.error(
                        source.origin(), itemPath, UserText.of("An entry in '{0}' is empty.", ProblemList.name(path)));
            } else {
                (isKeyword(source, listing) ? Optional.of(source) : value(source, listing.item(), itemPath))
                        .ifPresent(items::add);
            }
        }
        return new Value.Items(items, value.origin());
    }

    private static boolean isKeyword(Value source, Shape.Listing listing) {
        return source instanceof Value.Scalar scalar
                && listing.keyword().filter(scalar.text()::equals).isPresent();
    }

    /**
     * Checks an item that is identified by its name. If the name is missing, the purpose of the item is unknown, so the
     * item fails closed.
     */
    private void readNamedItem(Value source, Shape.Group group, String path, Set<String> names, List<Value> items) {
        int problemCount = problems.size();
        String key = group.key().orElseThrow();
        Value expanded = source instanceof Value.Scalar scalar
                ? new Value.Block(List.of(new Value.Entry(key, scalar.origin(), scalar)), scalar.origin())
                : source;
        Optional<Value.Block> item = value(expanded, group, path).map(Value.Block.class::cast);
        Optional<String> name = item.flatMap(block -> block.text(key));
        name.filter(Variables::containsVariable)
                .ifPresent(text -> problems.error(
                        source.origin(),
                        path,
                        UserText.of("'{0}' cannot contain variables. Enter the literal value.", key)));
        if (name.isEmpty() && problems.firstErrorSince(problemCount).isEmpty()) {
            problems.error(
                    source.origin(),
                    path,
                    UserText.of("'{0}' is missing from this entry. Add '{0}', or remove the entry.", key));
        }
        if (name.isEmpty() || name.filter(Variables::containsVariable).isPresent()) {
            invalidValue(problemCount, source.origin()).ifPresent(items::add);
        } else if (names.add(name.get())) {
            items.add(item.get());
        } else {
            markDuplicate(name.get(), key, source.origin(), path, items);
        }
    }

    private void markDuplicate(String name, String key, Origin origin, String path, List<Value> items) {
        int problemCount = problems.size();
        problems.error(origin, path, UserText.of("'{0}' is defined twice. Remove one of the definitions.", name));
        invalidValue(problemCount, origin)
                .ifPresent(invalid -> items.replaceAll(item -> item instanceof Value.Block block
                                && block.text(key).equals(Optional.of(name))
                                && block.get(DUPLICATE).isEmpty()
                        ? block.with(new Value.Entry(DUPLICATE, origin, invalid))
                        : item));
    }

    private Optional<Value> texts(Value value, Shape.Texts texts, String path) {
        if (!(value instanceof Value.Block block)) {
            problems.typeError(value, path, UserText.of("a mapping of strings"));
            return Optional.empty();
        }
        List<Value.Entry> entries = new ArrayList<>();
        for (Value.Entry entry : block.entries()) {
            String entryPath = path + "." + entry.key();
            Optional<UserText> problem = Formats.problem(texts.keys(), entry.key(), entry.key());
            if (problem.isPresent()) {
                problems.error(entry.origin(), entryPath, problem.get());
            } else if (entry.value() instanceof Value.Null) {
                problems.error(
                        entry.origin(),
                        entryPath,
                        UserText.of("'{0}' has no value. Set a value or remove the setting.", entry.key()));
            } else {
                text(entry, texts.values(), entryPath).ifPresent(entries::add);
            }
        }
        return Optional.of(new Value.Block(entries, block.origin()));
    }

    private Optional<Value.Entry> text(Value.Entry entry, Format format, String path) {
        return scalars.text(entry.value(), format, path, failsClosed)
                .map(text -> new Value.Entry(entry.key(), entry.origin(), text));
    }
}
