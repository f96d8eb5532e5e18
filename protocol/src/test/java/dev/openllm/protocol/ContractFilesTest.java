package dev.openllm.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that the committed files from which code in other languages is generated are up to date. To update them, run
 * with {@code -Dopenllm.write}.
 */
class ContractFilesTest {

    private static final Path SCHEMA = Path.of("schema/openllm.schema.json");
    private static final Path OPENRPC = Path.of("schema/openrpc.json");
    private static final Path OPENRPC_CLIENT = Path.of("schema/openrpc-client.json");
    private static final Path EXAMPLES = Path.of("examples");

    @Test
    void theCommittedJsonSchemaMatchesTheRecords() throws IOException {
        assertCommitted(SCHEMA, new ContractWriter().schema());
    }

    @Test
    void theCommittedOpenRpcFilesMatchTheInterfaces() throws IOException {
        assertCommitted(OPENRPC, new ContractWriter().openRpc(OpenLlmServer.class));
        assertCommitted(OPENRPC_CLIENT, new ContractWriter().openRpc(OpenLlmClient.class));
    }

    @Test
    void openRpcFilesMatchTheOpenRpcMetaSchema() throws IOException {
        try (InputStream metaSchema = getClass().getResourceAsStream("/open-rpc-meta-schema.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Wire.JSON.readTree(metaSchema));
            for (Path file : List.of(OPENRPC, OPENRPC_CLIENT)) {
                assertEquals(Set.of(), schema.validate(Wire.JSON.readTree(file.toFile())), file.toString());
            }
        }
    }

    @Test
    void methodNamesAreUniqueInEachOpenRpcFile() throws IOException {
        for (Path file : List.of(OPENRPC, OPENRPC_CLIENT)) {
            List<String> names = Wire.JSON.readTree(file.toFile()).path("methods").findValuesAsText("name").stream()
                    .filter(name -> !name.equals("params") && !name.equals("result"))
                    .toList();
            assertEquals(names.stream().distinct().toList(), names, file.toString());
        }
    }

    @Test
    void everyMessageTypeHasAnExample() {
        List<String> missing = Contract.rootTypes().stream()
                .map(Contract::nameOf)
                .filter(name -> !Files.isDirectory(EXAMPLES.resolve(name)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @TestFactory
    Stream<DynamicTest> examplesSurviveARoundTripThroughJava() throws IOException {
        return examples((file, type) -> {
            JsonNode original = Wire.JSON.readTree(file.toFile());
            Object value = Wire.JSON.treeToValue(original, type);
            assertEquals(original, Wire.JSON.readTree(Wire.JSON.writeValueAsString(value)));
        });
    }

    @TestFactory
    Stream<DynamicTest> examplesFitTheSchema() throws IOException {
        JsonNode definitions = Wire.JSON.readTree(SCHEMA.toFile());
        return examples((file, type) -> {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(((com.fasterxml.jackson.databind.node.ObjectNode) definitions.deepCopy())
                            .put("$ref", "#/$defs/" + Contract.nameOf(type)));
            assertEquals(Set.of(), schema.validate(Wire.JSON.readTree(file.toFile())));
        });
    }

    @Test
    void unknownFieldsAreIgnoredAndMissingFieldsHaveDefaults() throws IOException {
        for (Class<?> type : Contract.allTypes()) {
            if (type.isRecord() && !isSubtypeOfSealedType(type)) {
                Object value = Wire.JSON.readValue("{\"somethingFromTheFuture\":1}", type);
                assertFalse(value == null, type.getName());
            }
        }
    }

    @Test
    void everyTypeAndComponentIsDocumented() {
        List<String> undocumented = Contract.allTypes().stream()
                .filter(type -> Docs.ofType(type).isEmpty())
                .map(Class::getName)
                .toList();
        assertEquals(List.of(), undocumented);
        assertTrue(Contract.methods().stream()
                .allMatch(method ->
                        Docs.ofMethod(method.owner(), method.method().getName()).isPresent()));
    }

    private static boolean isSubtypeOfSealedType(Class<?> type) {
        return type.getEnclosingClass() != null && type.getEnclosingClass().isSealed();
    }

    private interface Check {
        void run(Path file, Class<?> type) throws IOException;
    }

    private static Stream<DynamicTest> examples(Check check) throws IOException {
        Map<String, Class<?>> types =
                Contract.allTypes().stream().collect(Collectors.toMap(Contract::nameOf, Function.identity()));
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files
                    .filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            EXAMPLES.relativize(file).toString(),
                            () -> check.run(
                                    file,
                                    types.get(file.getParent().getFileName().toString()))))
                    .toList()
                    .stream();
        }
    }

    private static void assertCommitted(Path file, JsonNode generated) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        String text = Wire.JSON.writer(printer).writeValueAsString(generated) + "\n";
        if (System.getProperty("openllm.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), file + " is stale: run mvn -pl protocol test -Dopenllm.write");
    }
}
