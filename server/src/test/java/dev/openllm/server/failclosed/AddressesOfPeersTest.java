package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.edit.ConfigEditing;
import dev.openllm.server.config.edit.ConfigEditor;
import dev.openllm.server.config.edit.DestinationChange;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.EnvironmentSecrets;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.Workspace;
import dev.openllm.server.secret.command.CommandSecrets;
import dev.openllm.server.testing.FakeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for connected programs that can change the configuration and thus the destination of data: nothing is written,
 * and no API key or prompt is sent to the new destination, until the user has approved exactly that change.
 */
@DisabledOnOs(OS.WINDOWS)
class AddressesOfPeersTest {

    @TempDir
    Path temp;

    private ConfiguredProduct product;
    private Path keys;
    private final List<List<DestinationChange>> questions = new ArrayList<>();
    private boolean approves;
    private Runnable duringQuestion = () -> {};

    @BeforeEach
    void open() throws Exception {
        product = new ConfiguredProduct(temp);
        keys = Files.createDirectories(temp.resolve("keys"));
        Path program = Files.writeString(temp.resolve("print-key"), "#!/bin/sh\necho canary-printed\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(keys.resolve(".env"), "FILE_KEY=canary-file\n");
        KeyHostBindings bindings = new KeyHostBindings(keys);
        product.with(new SecretChain(
                List.of(
                        new CommandSecrets(Map.of("PATH", "/usr/bin:/bin"), temp, bindings),
                        new EnvironmentSecrets(Map.of("WORK_KEY", "canary-environment"), bindings),
                        new DotenvSecrets(keys, () -> new Workspace(List.of(), false), bindings)),
                Map::of,
                bindings,
                HostApprovalPrompt.DENY_ALL));
    }

    @AfterEach
    void close() {
        product.close();
    }

    private void start(String additionalYaml) {
        product.start("""
            providers:
            - name: work
              dialect: openai-chat
              api_base: %s/v1
              models: [m]
              %s
            """.formatted(product.ownProvider.uri(), additionalYaml));
        assertEquals(Optional.empty(), product.chat("work/m"));
    }

    private ConfigEditing userEditing() {
        return new ConfigEditor(product.liveConfig(), settings -> {
            throw new AssertionError("written");
        });
    }

    private ConfigEditing programEditing() {
        return userEditing().withApproval(changes -> {
            questions.add(changes);
            duringQuestion.run();
            if (!approves) {
                throw new OpenLlmException(ErrorKind.PERMISSION, UserText.of("No."));
            }
        });
    }

    private static ConfigEditParams editParams(ConfigStore store, boolean preview, ConfigEdit... edits) {
        return new ConfigEditParams(
                new ConfigTarget(store, ConfigLevel.USER, Optional.empty()),
                List.of(edits),
                preview,
                Optional.empty(),
                false);
    }

    private static void edit(ConfigEditing editing, ConfigEdit... edits) {
        editing.edit(editParams(ConfigStore.NATIVE, false, edits));
    }

    private void assertRefused(ConfigEdit... edits) throws Exception {
        String before = Files.readString(product.userFile);
        OpenLlmException refusal = assertThrows(OpenLlmException.class, () -> edit(programEditing(), edits));
        assertEquals(ErrorKind.PERMISSION, refusal.info().kind());
        assertEquals(before, Files.readString(product.userFile));
        product.listModelsAndProviders();
        assertEquals(List.of(), keysInRequests(product.canaryProvider.requests()));
    }

    private ConfigEdit addressEdit(String origin) {
        return setEdit(TextNode.valueOf(origin + "/v1"), "providers", "work", "apiBase");
    }

    private static ConfigEdit setEdit(JsonNode value, String... path) {
        return new ConfigEdit(List.of(path), Optional.of(value));
    }

    private static ConfigEdit addProviderEdit(JsonNode item) {
        return new ConfigEdit(List.of("providers"), Optional.of(item), Optional.of(ConfigEdit.Items.ADD));
    }

    private ObjectNode canaryProvider(String name) {
        ObjectNode provider = Wire.JSON.createObjectNode();
        provider.put("name", name).put("dialect", "openai-chat").put("apiBase", product.canaryProvider.uri() + "/v1");
        provider.putArray("models").add("m");
        return provider;
    }

    private List<String> changesInQuestions() {
        return questions.stream()
                .flatMap(List::stream)
                .map(change -> change.key() + ": "
                        + change.before().map(JsonNode::asText).orElse("-") + " > "
                        + change.after().map(JsonNode::asText).orElse("-"))
                .toList();
    }

    private static List<String> keysInRequests(List<FakeRequest> requests) {
        return Stream.of("canary-environment", "canary-file", "canary-printed", "canary-header")
                .filter(key -> requests.stream()
                        .anyMatch(request -> request.headers().toString().contains(key)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key_env: WORK_KEY",
                "api_key_env: FILE_KEY",
                "api_key_command: [%s]",
                "headers: {X-Gateway: Bearer canary-header}",
                "headers: {X-Corp-Token: canary-header}"
            })
    void aKeyWithoutABoundHostIsNotSentToAnAddressFromAProgram(String key) throws Exception {
        start(key.replace("%s", temp.resolve("print-key").toString()));
        assertEquals(1, keysInRequests(product.ownProvider.requests()).size());

        assertRefused(addressEdit(product.canaryProvider.uri().toString()));

        assertEquals(Optional.empty(), product.chat("work/m"), "at the user's own address");
        assertEquals(
                List.of("providers.work.api_base: " + product.ownProvider.uri() + "/v1 > "
                        + product.canaryProvider.uri() + "/v1"),
                changesInQuestions());
    }

    @Test
    void aProgramCannotSetTheKeyVariableOfANewProvider() throws Exception {
        start("api_key_env: WORK_KEY");

        assertRefused(addProviderEdit(canaryProvider("other").put("apiKeyEnv", "WORK_KEY")));

        assertTrue(
                changesInQuestions().contains("providers.other.api_base: - > " + product.canaryProvider.uri() + "/v1"),
                changesInQuestions()::toString);
        assertTrue(
                changesInQuestions().contains("providers.other.api_key_env: - > WORK_KEY"),
                changesInQuestions()::toString);
    }

    @Test
    void aProgramCannotReplaceTheProviderList() throws Exception {
        start("api_key_env: WORK_KEY");
        assertRefused(setEdit(
                Wire.JSON.createArrayNode().add(canaryProvider("work").put("apiKeyEnv", "WORK_KEY")), "providers"));
        assertEquals(1, questions.size());
    }

    @Test
    void aProgramCannotAddAProviderTwice() throws Exception {
        start("api_key_env: WORK_KEY");
        ArrayNode duplicates = Wire.JSON.createArrayNode();
        duplicates
                .addObject()
                .put("name", "work")
                .put("dialect", "openai-chat")
                .put("apiBase", product.ownProvider.uri() + "/v1");
        duplicates.add(canaryProvider("work"));

        String before = Files.readString(product.userFile);
        assertThrows(OpenLlmException.class, () -> edit(programEditing(), setEdit(duplicates, "providers")));
        assertEquals(before, Files.readString(product.userFile));
    }

    @Test
    void removingAndAddingAProviderDoesNotBypassTheRule() throws Exception {
        start("api_key_env: WORK_KEY");
        approves = true;
        edit(programEditing(), new ConfigEdit(List.of("providers", "work"), Optional.empty()));
        approves = false;

        assertRefused(addProviderEdit(canaryProvider("work").put("apiKeyEnv", "WORK_KEY")));

        assertEquals(2, questions.size());
    }

    @Test
    void anApprovalAppliesToOneChange() throws Exception {
        start("api_key_env: WORK_KEY");
        approves = true;
        edit(programEditing(), addressEdit(product.canaryProvider.uri().toString()));
        product.chat("work/m");
        assertEquals(List.of("canary-environment"), keysInRequests(product.canaryProvider.requests()));
        edit(programEditing(), addressEdit(product.ownProvider.uri().toString()));

        assertEquals(2, questions.size());
    }

    @Test
    void aUserEditDuringTheQuestionIsNotOverwritten() throws Exception {
        start("api_key_env: WORK_KEY");
        approves = true;
        String userText = Files.readString(product.userFile)
                .replace(product.ownProvider.uri() + "/v1", "http://127.0.0.1:9/mine");
        duringQuestion = () -> ConfiguredProduct.write(product.userFile, userText);

        OpenLlmException refusal = assertThrows(
                OpenLlmException.class,
                () -> edit(
                        programEditing(),
                        addressEdit(product.canaryProvider.uri().toString())));

        assertEquals(
                "The configuration changed before the edit could be applied. Nothing was written.",
                refusal.getMessage());
        assertEquals(userText, Files.readString(product.userFile));
    }

    @Test
    void theUsersOwnEditNeedsNoApproval() {
        start("api_key_env: WORK_KEY");
        edit(userEditing(), addressEdit(product.canaryProvider.uri().toString()));
        product.chat("work/m");

        assertEquals(List.of("canary-environment"), keysInRequests(product.canaryProvider.requests()));
        assertEquals(List.of(), questions);
    }

    @Test
    void otherChangesByAProgramNeedNoApproval() {
        start("api_key_env: WORK_KEY");
        edit(programEditing(), setEdit(TextNode.valueOf("Work"), "providers", "work", "displayName"));
        edit(programEditing(), setEdit(IntNode.valueOf(1000), "providers", "work", "models", "m", "contextTokens"));
        edit(programEditing(), setEdit(IntNode.valueOf(1), "policies", "retries"));

        assertEquals(Optional.empty(), product.chat("work/m"));
        assertEquals(List.of(), questions);
    }

    @Test
    void aPreviewNeedsNoApproval() {
        start("api_key_env: WORK_KEY");
        ConfigEditResult preview = programEditing()
                .edit(editParams(
                        ConfigStore.NATIVE,
                        true,
                        addressEdit(product.canaryProvider.uri().toString())));

        assertEquals(1, preview.changes().size());
        assertEquals(List.of(), questions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers.work.enabled              | false",
                "providers.work.preset               | \"openai\"",
                "providers.work.dialect              | \"openai-responses\"",
                "providers.work.apiKeyEnv            | \"OPENAI_API_KEY\"",
                "providers.work.headers.X-Team       | \"a\"",
                "providers.work.quirks.entra-scope   | \"api://evil/.default\"",
                "providers.work.include              | [\"m*\"]",
                "providers.work.exclude              | [\"x*\"]",
                "providers.work.models.m.fallbacks   | [\"openai/gpt-5\"]",
                "providers.work.maxParallel          | 1",
                "defaultModel                        | \"openai/gpt-5\"",
                "aliases.gpt                         | \"openai/gpt-5\"",
                "network.proxy                       | \"http://127.0.0.1:9\"",
                "network.noProxy                     | [\"*\"]",
                "network.caFiles                     | [\"/tmp/ca.pem\"]",
                "network.strictTls                   | false",
                "policies.allowedHosts               | [\"*\"]",
                "config.source                       | \"vscode\"",
                "config.nativeLevel                  | \"workspace\"",
                "secrets.environment                 | false",
                "secrets.store                       | \"dotenv\"",
                "discovery.enabled                   | true",
                "access.default                      | \"allow\"",
                "access.tokensPerDay                 | 100",
                "access.totalDollarsPerDay           | 5",
                "rpc.enabled                         | true",
                "gateway.enabled                     | true",
                "gateway.allowedOrigins              | [\"http://localhost:3000\"]"
            })
    void everyDestinationFieldRequiresApproval(String path, String json) throws Exception {
        start("api_key_env: WORK_KEY");
        JsonNode value = Wire.JSON.readTree(json);

        assertRefused(setEdit(value, path.split("\\.")));

        assertEquals(1, questions.size());
        assertEquals(1, questions.getFirst().size());
        assertEquals(
                Optional.of(value.toString()),
                questions.getFirst().getFirst().after().map(JsonNode::toString));
    }

    @Test
    void editorSettingsAlsoRequireApproval() {
        start("api_key_env: WORK_KEY");
        ConfigEditParams params = editParams(
                ConfigStore.VSCODE, false, setEdit(TextNode.valueOf("http://127.0.0.1:9"), "network", "proxy"));

        assertEquals(
                ErrorKind.PERMISSION,
                assertThrows(OpenLlmException.class, () -> programEditing().edit(params))
                        .info()
                        .kind());
        assertEquals(List.of("network.proxy: - > http://127.0.0.1:9"), changesInQuestions());
    }

    @Test
    void aTransferAlsoRequiresApproval() throws Exception {
        start("api_key_env: WORK_KEY");
        product.start(
                (ObjectNode) Wire.JSON.readTree("{\"providers\":[{\"name\":\"work\",\"apiBase\":\""
                        + product.canaryProvider.uri() + "/v1\"}]}"),
                null,
                true);
        String before = Files.readString(product.userFile);

        assertThrows(
                OpenLlmException.class,
                () -> programEditing()
                        .transfer(new ConfigTransferParams(
                                new ConfigTarget(ConfigStore.VSCODE, ConfigLevel.USER, Optional.empty()),
                                new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty()),
                                false)));

        assertEquals(1, questions.size());
        assertEquals(before, Files.readString(product.userFile));
    }

    /** The same rule applies to the other source that is not the user's own: a workspace that the user trusts. */
    @ParameterizedTest
    @ValueSource(strings = {"headers: {X-Gateway: Bearer canary-header}", "headers: {X-Corp-Token: canary-header}"})
    void noUserHeaderIsSentToAnAddressFromAWorkspace(String headers) {
        ConfiguredProduct.write(
                product.workspaceFile,
                "providers: [{name: work, api_base: '" + product.canaryProvider.uri() + "/v1'}]");
        product.start("providers: [{name: work, dialect: openai-chat, api_base: '" + product.ownProvider.uri()
                + "/v1', models: [m], " + headers + "}]");
        ErrorInfo error = product.chat("work/m").orElseThrow();

        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(List.of(), keysInRequests(product.canaryProvider.requests()));
    }
}
