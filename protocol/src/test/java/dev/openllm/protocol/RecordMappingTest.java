package dev.openllm.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Part;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that {@link RecordDeserializer} and {@link RecordSerializer} read and write records in the same way as Jackson
 * does by default.
 */
class RecordMappingTest {

    /** A mapper that is configured like {@link Wire#JSON} but uses the default mapping of Jackson for records. */
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    enum Color {
        @JsonProperty("red")
        RED
    }

    record Inner(String name, List<Inner> inner) {}

    record All(
            boolean flag,
            byte small,
            char letter,
            short number,
            int whole,
            long large,
            float fraction,
            double real,
            Integer boxed,
            String text,
            Color color,
            Optional<String> optional,
            Optional<List<Inner>> optionalList,
            OptionalInt optionalInt,
            OptionalLong optionalLong,
            OptionalDouble optionalDouble,
            List<String> texts,
            Map<String, Long> map,
            JsonNode node,
            ObjectNode object,
            Inner inner,
            Part part,
            List<Part> parts) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"unknown\":{\"a\":[1,{}]},\"text\":\"a\",\"more\":[]}",
                "{\"flag\":true,\"small\":1,\"letter\":\"x\",\"number\":2,\"whole\":3,\"large\":4,\"fraction\":0.5,"
                        + "\"real\":0.25,\"boxed\":7,\"text\":\"t\",\"color\":\"red\"}",
                "{\"flag\":null,\"small\":null,\"letter\":null,\"number\":null,\"whole\":null,\"large\":null,"
                    + "\"fraction\":null,\"real\":null,\"boxed\":null,\"text\":null,\"color\":null,\"optional\":null,"
                    + "\"optionalList\":null,\"optionalInt\":null,\"optionalLong\":null,\"optionalDouble\":null,"
                    + "\"texts\":null,\"map\":null,\"node\":null,\"object\":null,\"inner\":null,\"part\":null,"
                    + "\"parts\":null}",
                "{\"optional\":\"o\",\"optionalList\":[{\"name\":\"i\"}],\"optionalInt\":1,\"optionalLong\":2,"
                        + "\"optionalDouble\":0.5,\"texts\":[\"a\",null],\"map\":{\"k\":5},\"node\":[1],"
                        + "\"object\":{\"b\":null},\"inner\":{\"inner\":[{},{\"name\":\"deep\"}]}}",
                "{\"part\":{\"type\":\"text\",\"text\":\"p\"},\"parts\":[{\"text\":\"late type\",\"type\":\"text\"}]}",
                "{\"whole\":\"12\",\"real\":\"1.5\",\"text\":12,\"flag\":\"true\"}",
                "{\"text\":\"first\",\"text\":\"second\"}",
                "{\"text\":{\"no\":\"text\"}}",
                "{\"whole\":\"no number\"}",
                "{\"whole\":99999999999}",
                "{\"color\":\"BLUE\"}",
                "{\"object\":[]}",
                "{\"inner\":{\"inner\":[{\"inner\":5}]}}",
                "{\"inner\":[]}",
                "{\"parts\":[{\"type\":\"none of them\"}]}",
                "{\"parts\":[{\"text\":\"without type\"}]}",
                "{\"text\":\"not closed\"",
                "[]",
                "5",
                "\"\"",
                "null"
            })
    void theSameValuesAreReadAndRefusedAsByJackson(String json) {
        assertEquals(outcome(JACKSON, json), outcome(Wire.JSON, json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"flag\":true,\"small\":1,\"letter\":\"x\",\"number\":2,\"whole\":3,\"large\":4,\"fraction\":0.5,"
                        + "\"real\":0.25,\"boxed\":7,\"text\":\"t\\n\",\"color\":\"red\"}",
                "{\"optional\":\"o\",\"optionalList\":[{\"name\":\"i\"}],\"optionalInt\":1,\"optionalLong\":2,"
                        + "\"optionalDouble\":0.5,\"texts\":[\"a\",null],\"map\":{\"k\":5},\"node\":[1],"
                        + "\"object\":{\"b\":null},\"inner\":{\"inner\":[{},{\"name\":\"deep\"}]}}",
                "{\"node\":null,\"optionalList\":[],\"texts\":[],\"map\":{}}",
                "{\"part\":{\"type\":\"text\",\"text\":\"p\"},\"parts\":[{\"text\":\"a\",\"type\":\"text\"},{\"type\":"
                        + "\"reasoning\",\"text\":\"r\"}]}"
            })
    void writesWhatJacksonWrites(String json) throws IOException {
        All value = JACKSON.readValue(json, All.class);

        assertEquals(JACKSON.writeValueAsString(value), Wire.JSON.writeValueAsString(value));
        assertEquals(JACKSON.<JsonNode>valueToTree(value), Wire.JSON.<JsonNode>valueToTree(value));
    }

    @Test
    void writesAPartByItselfAsJacksonDoes() throws IOException {
        Part part = JACKSON.readValue("{\"type\":\"text\",\"text\":\"p\"}", Part.class);

        assertEquals(JACKSON.writeValueAsString(part), Wire.JSON.writeValueAsString(part));
    }

    static Stream<Class<?>> theEnumsOfTheContract() throws IOException {
        Path classes = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(name -> loadClass(name.substring(0, name.length() - ".class".length())))
                    .filter(Class::isEnum)
                    .toList()
                    .stream();
        }
    }

    private static Class<?> loadClass(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** The mapper does not read the annotations, for a quicker start. */
    @ParameterizedTest
    @MethodSource("theEnumsOfTheContract")
    void theNamesOfConstantsFollowFromTheAnnotations(Class<?> type) throws IOException {
        for (Object constant : type.getEnumConstants()) {
            String json = JACKSON.writeValueAsString(constant);

            assertEquals(json, Wire.JSON.writeValueAsString(constant));
            assertEquals(constant, Wire.JSON.readValue(json, type));
        }
        assertEquals(errorDescription("\"unknown\"", JACKSON, type), errorDescription("\"unknown\"", Wire.JSON, type));
    }

    @ParameterizedTest
    @ValueSource(classes = {Part.class, ChatEvent.class})
    void theNamesOfSubtypesFollowFromTheAnnotations(Class<?> sealed) {
        Map<Class<?>, String> annotatedNames = new HashMap<>();
        Map<Class<?>, String> derivedNames = new HashMap<>();
        for (JsonSubTypes.Type subtype :
                sealed.getAnnotation(JsonSubTypes.class).value()) {
            annotatedNames.put(subtype.value(), subtype.name());
        }
        for (Class<?> subtype : sealed.getPermittedSubclasses()) {
            derivedNames.put(subtype, WireNames.ofSubtype(subtype));
        }

        assertEquals(annotatedNames, derivedNames);
    }

    /** A new interface with a type property must be added to {@link SealedTypes}. */
    @Test
    void onlyPartsAndEventsHaveATypeProperty() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> annotatedFiles = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("@JsonTypeInfo(")) {
                    annotatedFiles.add(file.getFileName().toString());
                }
            }
            assertEquals(
                    List.of("ChatEvent.java", "Part.java"),
                    annotatedFiles.stream().sorted().toList());
        }
    }

    @Test
    void theAccessorThatFailsIsReportedWithItsComponent() {
        record Failing(String text) {
            @Override
            public String text() {
                throw new IllegalStateException("no text");
            }
        }
        JsonMappingException exception =
                assertThrows(JsonMappingException.class, () -> Wire.JSON.writeValueAsString(List.of(new Failing("a"))));

        assertTrue(exception.getMessage().contains("no text"), exception.getMessage());
        assertEquals("text", exception.getPath().getLast().getFieldName());
    }

    /**
     * Returns the deserialized value or, if deserialization fails, the class of the exception and the location of the
     * error, if known.
     */
    private static Object outcome(ObjectMapper mapper, String json) {
        try {
            return Optional.ofNullable(mapper.readValue(json, All.class));
        } catch (JsonMappingException mappingFailure) {
            return mappingFailure.getClass() + " at "
                    + mappingFailure.getPath().stream()
                            .map(JsonMappingException.Reference::getDescription)
                            .toList();
        } catch (JsonProcessingException malformed) {
            return malformed.getClass();
        }
    }

    @Test
    void theConstructorThatRefusesAValueIsReported() {
        record Refusing(String text) {
            Refusing {
                throw new IllegalArgumentException("refused");
            }
        }
        assertEquals(errorDescription(JACKSON, Refusing.class), errorDescription(Wire.JSON, Refusing.class));
        assertTrue(errorDescription(Wire.JSON, Refusing.class).contains("refused"));
    }

    private static String errorDescription(ObjectMapper mapper, Class<?> type) {
        return errorDescription("{}", mapper, type);
    }

    private static String errorDescription(String json, ObjectMapper mapper, Class<?> type) {
        try {
            return "read: " + mapper.readValue(json, type);
        } catch (JsonProcessingException exception) {
            return exception.getClass() + ": " + exception.getOriginalMessage();
        }
    }

    @Test
    void noDeserializerIsBuiltForTypesThatAMessageDoesNotContain() throws IOException {
        ChatParams chat = Wire.JSON.readValue("{\"model\":\"a/b\"}", ChatParams.class);
        assertEquals("a/b", chat.model());
    }

    /** Checks that record components have no annotations, because the deserializer would ignore them. */
    @Test
    void noRecordComponentInTheContractIsAnnotated() throws Exception {
        Path classes = Path.of(
                Wire.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<? extends Class<?>> records;
        try (Stream<Path> files = Files.walk(classes)) {
            records = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> loadUninitialized(name.substring(0, name.length() - ".class".length())))
                    .filter(Class::isRecord)
                    .toList();
        }
        assertTrue(records.size() > 50, "records are found: " + records.size());
        for (Class<?> type : records) {
            for (RecordComponent component : type.getRecordComponents()) {
                assertFalse(
                        component.getAccessor().getAnnotations().length > 0
                                || type.getDeclaredField(component.getName()).getAnnotations().length > 0,
                        component + " of " + type);
            }
        }
    }

    private static Class<?> loadUninitialized(String name) {
        try {
            return Class.forName(name.replace('/', '.').replace('\\', '.'), false, Wire.class.getClassLoader());
        } catch (ClassNotFoundException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
