package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests in the form of a table that no field can send data to an unintended destination: every field that determines
 * the destination, in every source, with every kind of fault. Data is sent only to the destination in the user's own
 * valid configuration.
 */
class DestinationFieldsTest {

    private static final String CONFIGURED_MODEL = "openai/configured";

    @TempDir
    Path temp;

    /** The level of the configuration at which a field is defined. */
    private enum Level {
        ROOT,
        PROVIDER,
        MODEL
    }

    private record Place(Level level, List<String> group, Field field) {

        String path() {
            return level + ":" + String.join(".", group) + (group.isEmpty() ? "" : ".") + field.name();
        }

        boolean isSettingsFlag() {
            return level == Level.ROOT && field.shape() instanceof Shape.Flag && !group.equals(List.of("network"));
        }
    }

    private enum Source {
        USER_FILE,
        COMMAND_LINE_FILE,
        TRUSTED_WORKSPACE_FILE,
        USER_SETTINGS,
        TRUSTED_WORKSPACE_SETTINGS;

        boolean isWorkspace() {
            return this == TRUSTED_WORKSPACE_FILE || this == TRUSTED_WORKSPACE_SETTINGS;
        }
    }

    private enum Fault {
        WRONG_TYPE,
        MISTYPED,
        EMPTY,
        UNEXPANDED
    }

    private record Row(Place place, Fault fault, Source source) {

        @Override
        public String toString() {
            return place.path() + " " + fault + " in " + source;
        }
    }

    static Stream<Row> rows() {
        return places().stream()
                .flatMap(place -> Arrays.stream(Fault.values())
                        .flatMap(fault -> Arrays.stream(Source.values())
                                .filter(source -> !(source.isWorkspace() && !isFaultDetected(place.field, fault)))
                                .map(source -> new Row(place, fault, source))));
    }

    /**
     * Whether a faulty value in a workspace counts as an error. Fields that only the user can set are ignored in a
     * workspace, and so are misspelled names of such fields.
     */
    private static boolean isFaultDetected(Field field, Fault fault) {
        return field.reach() == Field.Reach.TRUSTED || field.reach() == Field.Reach.OWN_FILE && fault != Fault.MISTYPED;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anInvalidValueSendsNothing(Row row) {
        try (ConfiguredProduct product = new ConfiguredProduct(temp)) {
            String invalidKey = start(product, row);

            Optional<ErrorInfo> namedModelError = product.chat(CONFIGURED_MODEL);
            Optional<ErrorInfo> defaultModelError = product.chat("");
            product.countTokens(CONFIGURED_MODEL);
            product.listModelsAndProviders();
            if (namedModelError.isPresent()) {
                product.runDoctor();
            }

            assertEquals(List.of(), product.canaryProvider.requests());
            if (row.place.isSettingsFlag()) {
                String path = row.place.group.getFirst() + "." + row.place.field.name();
                assertEquals("false", product.config().settings().get(path));
                assertEquals(Optional.empty(), namedModelError);
                return;
            }
            assertExplained(defaultModelError.orElseThrow(), product, row, invalidKey);
            if (row.place.field.name().equals("defaultModel")) {
                assertEquals(Optional.empty(), namedModelError);
                assertEquals(1, product.promptRequests().size());
            } else {
                assertExplained(namedModelError.orElseThrow(), product, row, invalidKey);
                assertEquals(List.of(), product.promptRequests());
            }
        }
    }

    static Stream<Place> fields() {
        return places().stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anUntrustedFolderChangesNothing(Place place) {
        for (boolean settings : List.of(true, false)) {
            try (ConfiguredProduct product = new ConfiguredProduct(temp.resolve(settings ? "settings" : "file"))) {
                ConfiguredProduct.write(product.userFile, prettyPrint(validConfig(product)));
                ObjectNode hostileConfig = emptyObject();
                setField(hostileConfig, place, place.field.name(), hostileValue(place, product));
                if (!settings) {
                    ConfiguredProduct.write(product.workspaceFile, prettyPrint(hostileConfig));
                }
                product.start(null, settings ? hostileConfig : null, false);

                assertEquals(Optional.empty(), product.chat(""));
                assertEquals(Optional.empty(), product.chat(CONFIGURED_MODEL));
                product.listModelsAndProviders();

                assertEquals(List.of(), product.canaryProvider.requests());
                assertTrue(product.promptRequests().stream()
                        .allMatch(request -> request.header("authorization").equals("Bearer canary-openai")
                                && request.header("X-Planted").isEmpty()));
                assertEquals(
                        List.of(Problem.Severity.INFORMATION),
                        product.config().problems().stream()
                                .map(Problem::severity)
                                .toList());
            }
        }
    }

    @Test
    void theTableContainsEveryDestinationField() {
        List<String> paths = places().stream().map(Place::path).toList();

        assertTrue(paths.containsAll(List.of(
                "PROVIDER:enabled",
                "PROVIDER:preset",
                "PROVIDER:dialect",
                "PROVIDER:apiBase",
                "PROVIDER:apiKeyEnv",
                "PROVIDER:headers",
                "PROVIDER:include",
                "PROVIDER:exclude",
                "PROVIDER:quirks",
                "MODEL:fallbacks",
                "MODEL:quirks",
                "ROOT:defaultModel",
                "ROOT:network.proxy",
                "ROOT:network.noProxy",
                "ROOT:network.caFiles",
                "ROOT:network.strictTls",
                "ROOT:config.source",
                "ROOT:completion.model",
                "ROOT:discovery.enabled")));
    }

    // ---- the table

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        collectFields(Level.ROOT, List.of(), ConfigSchema.ROOT, places);
        Shape.Group provider = itemsOf(ConfigSchema.ROOT, "providers");
        collectFields(Level.PROVIDER, List.of(), provider, places);
        collectFields(Level.MODEL, List.of(), itemsOf(provider, "models"), places);
        return places;
    }

    private static void collectFields(Level level, List<String> parentGroups, Shape.Group group, List<Place> places) {
        for (Field field : group.fields()) {
            if (field.failsClosed()) {
                places.add(new Place(level, parentGroups, field));
            } else if (field.shape() instanceof Shape.Group innerGroup) {
                collectFields(level, List.of(field.name()), innerGroup, places);
            }
        }
    }

    private static Shape.Group itemsOf(Shape.Group group, String field) {
        return (Shape.Group) ((Shape.Listing) group.field(field).orElseThrow().shape()).item();
    }

    /**
     * Starts the product with the faulty value.
     *
     * @return the key of the faulty value as it is written
     */
    private static String start(ConfiguredProduct product, Row row) {
        ObjectNode invalidConfig = row.source.isWorkspace() ? emptyObject() : validConfig(product);
        boolean isFile = row.source.name().endsWith("FILE");
        Place place = row.place;
        String name = isFile ? place.field.yamlName() : place.field.name();
        String key = row.fault == Fault.MISTYPED ? name.substring(0, name.length() - 1) : name;
        removeField(invalidConfig, place);
        setField(invalidConfig, place, key, invalidValue(row, product));
        if (row.source == Source.TRUSTED_WORKSPACE_FILE) {
            ConfiguredProduct.write(product.userFile, prettyPrint(validConfig(product)));
        }
        switch (row.source) {
            case USER_FILE -> ConfiguredProduct.write(product.userFile, prettyPrint(invalidConfig));
            case COMMAND_LINE_FILE -> ConfiguredProduct.write(product.commandLineFile, prettyPrint(invalidConfig));
            case TRUSTED_WORKSPACE_FILE -> ConfiguredProduct.write(product.workspaceFile, prettyPrint(invalidConfig));
            case USER_SETTINGS, TRUSTED_WORKSPACE_SETTINGS -> {}
        }
        boolean isWorkspaceSettings = row.source == Source.TRUSTED_WORKSPACE_SETTINGS;
        ObjectNode userSettings =
                row.source == Source.USER_SETTINGS ? invalidConfig : isWorkspaceSettings ? validConfig(product) : null;
        product.start(userSettings, isWorkspaceSettings ? invalidConfig : null, true);
        return key;
    }

    private static void assertExplained(ErrorInfo error, ConfiguredProduct product, Row row, String key) {
        assertEquals(ErrorKind.CONFIG, error.kind(), error::toString);
        assertTrue(error.message().contains("'" + key + "'") || row.fault == Fault.UNEXPANDED, error::message);
        assertTrue(error.hint().orElse("").contains("Correct the error"), error::toString);
        Problem problem = product.config().problems().stream()
                .filter(candidate -> error.message().endsWith(candidate.message()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(error.message()));
        assertEquals(Problem.Severity.ERROR, problem.severity());
        switch (row.source) {
            case USER_FILE -> assertLine(error, problem, product.userFile, key);
            case COMMAND_LINE_FILE -> assertLine(error, problem, product.commandLineFile, key);
            case TRUSTED_WORKSPACE_FILE -> assertLine(error, problem, product.workspaceFile, key);
            case USER_SETTINGS -> assertTrue(error.message().contains("the VS Code user settings ("), error::message);
            case TRUSTED_WORKSPACE_SETTINGS ->
                assertTrue(error.message().contains("the VS Code workspace settings ("), error::message);
        }
    }

    private static void assertLine(ErrorInfo error, Problem problem, Path file, String key) {
        assertTrue(error.message().contains("line " + problem.line() + " of " + file), error::message);
        String line;
        try {
            line = Files.readAllLines(file).get(problem.line() - 1);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        assertTrue(line.contains(key) || line.contains("OPEN_LLM_UNSET") || line.contains("{"), line);
    }

    // ---- values

    private static JsonNode invalidValue(Row row, ConfiguredProduct product) {
        Shape shape = row.place.field.shape();
        return switch (row.fault) {
            case MISTYPED -> hostileValue(row.place, product);
            case EMPTY -> Wire.JSON.nullNode();
            case UNEXPANDED ->
                switch (shape) {
                    case Shape.Texts _ -> emptyObject().put("X-A", "${OPEN_LLM_UNSET}");
                    case Shape.Listing _ -> Wire.JSON.createArrayNode().add("${OPEN_LLM_UNSET}");
                    default -> Wire.JSON.getNodeFactory().textNode("${OPEN_LLM_UNSET}");
                };
            case WRONG_TYPE ->
                switch (shape) {
                    case Shape.Texts _ -> Wire.JSON.getNodeFactory().textNode("a text");
                    case Shape.Flag _ -> Wire.JSON.getNodeFactory().textNode("false");
                    case Shape.WholeNumber _, Shape.Decimal _ ->
                        Wire.JSON.getNodeFactory().textNode("ten");
                    default -> emptyObject().put("a", "b");
                };
        };
    }

    /** Returns a valid value that would send the prompt to the canary or to no server. */
    private static JsonNode hostileValue(Place place, ConfiguredProduct product) {
        String canary = product.canaryProvider.uri().toString();
        return switch (place.field.shape()) {
            case Shape.Flag _ -> Wire.JSON.getNodeFactory().booleanNode(false);
            case Shape.WholeNumber _, Shape.Decimal _ ->
                Wire.JSON.getNodeFactory().numberNode(1);
            case Shape.Choice choice ->
                Wire.JSON.getNodeFactory().textNode(choice.keywords().getLast());
            case Shape.Texts _ -> emptyObject().put("X-Planted", "yes");
            case Shape.Listing _ -> Wire.JSON.createArrayNode().add("ollama/planted");
            case Shape.Text text ->
                Wire.JSON
                        .getNodeFactory()
                        .textNode(
                                switch (text.format()) {
                                    case URL -> canary + "/v1";
                                    case PROXY -> canary;
                                    case MODEL -> "ollama/planted";
                                    case VARIABLE -> "OPENAI_API_KEY";
                                    default -> "ollama";
                                });
            case Shape.Group _ -> throw new AssertionError(place.path());
        };
    }

    /** Returns the user's configuration: one provider with its own address and the name of a built-in provider. */
    private static ObjectNode validConfig(ConfiguredProduct product) {
        ObjectNode root = emptyObject();
        root.putObject("discovery").put("enabled", false);
        ObjectNode provider = root.putArray("providers").addObject();
        provider.put("name", "openai");
        provider.put("apiBase", product.ownProvider.uri() + "/v1");
        provider.putArray("models").addObject().put("id", "configured");
        return root;
    }

    private static void removeField(ObjectNode root, Place place) {
        parentObject(root, place).remove(place.field.name());
    }

    private static void setField(ObjectNode root, Place place, String key, JsonNode value) {
        parentObject(root, place).set(key, value);
    }

    private static ObjectNode parentObject(ObjectNode root, Place place) {
        ObjectNode parent = root;
        if (place.level != Level.ROOT) {
            parent = itemNamed(parent, "providers", "name", "openai");
        }
        if (place.level == Level.MODEL) {
            parent = itemNamed(parent, "models", "id", "configured");
        }
        for (String group : place.group) {
            parent = parent.withObjectProperty(group);
        }
        return parent;
    }

    private static ObjectNode itemNamed(ObjectNode parent, String listField, String nameField, String name) {
        ArrayNode items = parent.withArrayProperty(listField);
        return items.isEmpty() ? items.addObject().put(nameField, name) : (ObjectNode) items.get(0);
    }

    private static ObjectNode emptyObject() {
        return Wire.JSON.createObjectNode();
    }

    /** Returns JSON on several lines, which is also valid YAML. */
    private static String prettyPrint(ObjectNode node) {
        return node.toPrettyString() + "\n";
    }
}
