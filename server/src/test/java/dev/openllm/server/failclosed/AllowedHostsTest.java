package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigShow;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.entra.MicrosoftTokens;
import dev.openllm.server.testing.FakeAnswer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@code policies.allowed_hosts}: no other source can extend the list of an administrator, the lists of the
 * user can restrict it, and no connection is made to any other host.
 */
class AllowedHostsTest {

    @TempDir
    Path temp;

    private ConfiguredProduct product;

    @BeforeEach
    void open() {
        product = new ConfiguredProduct(temp);
    }

    @AfterEach
    void close() {
        product.close();
    }

    private String ownHost() {
        return "127.0.0.1:" + product.ownProvider.uri().getPort();
    }

    private String canaryHost() {
        return "127.0.0.1:" + product.canaryProvider.uri().getPort();
    }

    private AllowedHostsTest writePolicy(String... hosts) {
        ConfiguredProduct.write(
                product.policyFile, "policies:\n  allowed_hosts: [\"" + String.join("\", \"", hosts) + "\"]\n");
        return this;
    }

    private String providerYaml(String additionalYaml) {
        return "discovery: {enabled: false}\nproviders:\n- {name: corp, api_base: %s/v1, models: [a]}\n%s"
                .formatted(product.ownProvider.uri(), additionalYaml);
    }

    // ---- what is allowed

    @Test
    void anAllowedHostIsUsed() {
        writePolicy(ownHost());
        product.start(providerYaml(""));

        assertEquals(Optional.empty(), product.chat("corp/a"));
        assertEquals(1, product.promptRequests().size());
    }

    @Test
    void withoutAPolicyEveryHostIsAllowed() {
        product.start(providerYaml(""));

        assertEquals(Optional.empty(), product.chat("corp/a"));
    }

    @Test
    void anotherHostIsRefusedWithTheHostTheRuleAndItsFile() {
        writePolicy("llm.example.com");
        product.start(providerYaml(""));

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(
                "The host " + ownHost() + " is not allowed by policies.allowed_hosts in line 2 of " + product.policyFile
                        + ".",
                error.message());
        assertTrue(error.hint().orElse("").startsWith("Ask your administrator"), error::toString);
        assertEquals(List.of(), product.ownProvider.requests());
    }

    @Test
    void theRefusalPrecedesTheNameLookup() {
        writePolicy("llm.example.com");
        product.start("providers:\n- {name: corp, api_base: \"https://no-such-host.invalid/v1\", models: [a]}\n");

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
    }

    // ---- every way out

    @Test
    void modelListsStatusesAndTheDoctorUseNoOtherHost() {
        writePolicy("llm.example.com");
        product.start(providerYaml("") + "- {name: openai}\n- {name: anthropic}\n");

        product.listModelsAndProviders();
        product.runDoctor();

        assertEquals(List.of(), product.ownProvider.requests());
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void localServersAreNotSearchedForOnOtherHosts() throws Exception {
        try (ServerSocket localServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            product.with("OLLAMA_HOST", "http://127.0.0.1:" + localServer.getLocalPort());
            writePolicy("llm.example.com");
            product.start("discovery: {enabled: true}\n");

            product.listModelsAndProviders();

            localServer.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, localServer::accept);
        }
    }

    @Test
    void portsOfOtherHostsAreNotProbed() throws Exception {
        try (ServerSocket localServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            writePolicy("llm.example.com");
            product.start("");
            URI address = URI.create("http://127.0.0.1:" + localServer.getLocalPort());

            assertRefused(assertThrows(
                    OpenLlmException.class, () -> product.http().isListening(address, Duration.ofMillis(300))));
            localServer.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, localServer::accept);
        }
    }

    @Test
    void theProxyMustAlsoBeAllowed() {
        writePolicy("api.openai.com");
        product.start("providers: [openai]\n");

        ErrorInfo error = product.chat("openai/gpt-5").orElseThrow();
        assertTrue(error.message().startsWith("The proxy " + canaryHost() + " is not allowed by "), error::message);
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void anAllowedProxyReachesOnlyAllowedHosts() {
        writePolicy(canaryHost(), "api.anthropic.com");
        product.start("network: {strict_tls: false}\nproviders: [openai, anthropic]\n");

        ErrorInfo error = product.chat("openai/gpt-5").orElseThrow();

        assertTrue(error.message().contains("api.openai.com:443 is not allowed"), error::message);
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowed() {
        writePolicy(ownHost());
        product.ownProvider.always(
                "*",
                request -> FakeAnswer.of(307, "text/plain", "")
                        .withHeader("Location", product.canaryProvider.uri() + "/v1"));
        product.start(providerYaml(""));

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void thePolicyAppliesToAFallback() {
        writePolicy(ownHost());
        product.ownProvider.always("*", request -> FakeAnswer.error(503, "{}"));
        product.start("""
            policies: {retries: 0}
            providers:
            - {name: other, api_base: %s/v1, models: [b]}
            - name: corp
              api_base: %s/v1
              models: [{id: a, fallbacks: [other/b]}]
            """.formatted(product.canaryProvider.uri(), product.ownProvider.uri()));

        assertTrue(product.chat("corp/a").orElseThrow().message().contains(canaryHost() + " is not allowed"));
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void modelCatalogUpdatesAreNotFetchedFromOtherHosts() {
        writePolicy("llm.example.com");
        product.start("catalog: {refresh: true}\n");
        HttpCall call = new HttpCall(
                "GET", URI.create("https://models.dev/api.json"), Map.of(), Optional.empty(), TimeLimits.QUERY);

        assertRefused(assertThrows(OpenLlmException.class, () -> product.http().send(call)));
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void noTokenIsRequestedFromAnotherHost() {
        writePolicy("llm.example.com");
        product.start("");
        MicrosoftTokens tokens = new MicrosoftTokens(
                Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c", "AZURE_CLIENT_SECRET", "canary-secret"),
                product.http());

        OpenLlmException refusal =
                assertThrows(OpenLlmException.class, () -> tokens.token("https://ai.azure.com/.default"));
        assertTrue(refusal.getMessage().contains("login.microsoftonline.com:443 is not allowed"), refusal.getMessage());
        assertRefused(refusal);
    }

    // ---- nobody widens it

    @ParameterizedTest
    @ValueSource(strings = {"*", "127.0.0.1"})
    void noSourceExtendsThePolicy(String hosts) {
        writePolicy("llm.example.com");
        String yaml = providerYaml("policies: {allowed_hosts: [\"" + hosts + "\"]}\n");
        ConfiguredProduct.write(product.userFile, yaml);
        ConfiguredProduct.write(product.workspaceFile, yaml);
        product.start(settings(hosts), settings(hosts), true);

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.ownProvider.requests());
        product.close();

        product = new ConfiguredProduct(temp.resolve("command-line"));
        writePolicy("llm.example.com");
        ConfiguredProduct.write(
                product.commandLineFile, providerYaml("policies: {allowed_hosts: [\"" + hosts + "\"]}\n"));
        product.start(null, null, true);
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.ownProvider.requests());
    }

    @Test
    void theUsersListRestrictsThePolicy() {
        writePolicy("127.0.0.1");
        product.start(providerYaml("policies: {allowed_hosts: [llm.example.com]}\n"));

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertTrue(error.message().contains("line 4 of " + product.userFile), error::message);
        assertTrue(error.hint().orElse("").startsWith("Add this host"), error::toString);
    }

    @Test
    void theListOfOneSourceDoesNotReplaceThatOfAnother() {
        ConfiguredProduct.write(product.userFile, providerYaml("policies: {allowed_hosts: [\"*\"]}\n"));
        product.start(settings("llm.example.com"), null, true);

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertTrue(error.message().contains("in VS Code user settings"), error::message);
    }

    @Test
    void anInvalidListIsNotHiddenByAValidOne() {
        ConfiguredProduct.write(product.userFile, providerYaml("policies: {allowed_hosts: [\"*\"]}\n"));
        product.start(settings("https://llm.example.com"), null, true);

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.ownProvider.requests());
    }

    @Test
    void aWorkspaceNeitherExtendsNorRestrictsThePolicy() {
        ConfiguredProduct.write(product.workspaceFile, "policies: {allowed_hosts: [llm.example.com]}\n");
        product.start(providerYaml(""));

        assertEquals(Optional.empty(), product.chat("corp/a"));
    }

    // ---- a policy that cannot be used allows nothing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "policies:\n",
                "policies: {}\n",
                "policies: {allowed_hosts: []}\n",
                "policies: {allowed_hosts: }\n",
                "policies: {allowed_hosts: [\"${HOST}\"]}\n",
                "policies: {allowed_hosts: [\"https://127.0.0.1\"]}\n",
                "policies: {allowed_hosts: [127.0.0.1, \"\"]}\n",
                "policies: {allowed_hosts: {a: b}}\n",
                "policies: {allowed_host: [127.0.0.1]}\n",
                "policies: {allowed_hosts: [127.0.0.1], retries: 1}\n",
                "policies: [127.0.0.1]\n",
                "allowed_hosts: [127.0.0.1]\n",
                "policies: {allowed_hosts: [127.0.0.1]}\nproviders: []\n",
                "policies: {allowed_hosts: [127.0.0.1]\n",
                "- policies\n",
                "policies: {allowed_hosts: [127.0.0.1], allowedHosts: [\"*\"]}\n",
            })
    void anInvalidPolicyAllowsNothing(String yaml) {
        ConfiguredProduct.write(product.policyFile, yaml);
        product.start(providerYaml(""));

        assertNothingIsSent();
    }

    @Test
    void aPolicyThatIsNotARegularFileAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile);
        product.start(providerYaml(""));

        assertTrue(assertNothingIsSent().message().contains("This is not a regular file"));
    }

    @Test
    void aPipeInPlaceOfThePolicyDoesNotHang() throws Exception {
        Files.createDirectories(product.policyFile.getParent());
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", product.policyFile.toString())
                        .start()
                        .waitFor());
        product.start(providerYaml(""));

        assertNothingIsSent();
    }

    @Test
    void aDanglingLinkAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile.getParent());
        Files.createSymbolicLink(product.policyFile, temp.resolve("nowhere.yaml"));
        product.start(providerYaml(""));

        assertNothingIsSent();
    }

    @Test
    void aFileInsteadOfTheFolderAllowsNothing() throws Exception {
        Files.writeString(product.policyFile.getParent(), "");
        product.start(providerYaml(""));

        assertTrue(assertNothingIsSent().message().contains("cannot be read"));
    }

    @Test
    void binaryContentAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile.getParent());
        Files.write(product.policyFile, new byte[] {(byte) 0xff, 'x', (byte) 0xfe});
        product.start(providerYaml(""));

        assertNothingIsSent();
    }

    @Test
    void anUnreadablePolicyAllowsNothing() throws Exception {
        writePolicy("*");
        Path folder = product.policyFile.getParent();
        try {
            Files.setPosixFilePermissions(folder, Set.of());
            org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(product.policyFile), "root reads everything");
            product.start(providerYaml(""));
            assertTrue(assertNothingIsSent().message().contains("cannot be read"));
        } finally {
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aPolicyThatAppearsOrBecomesInvalidTakesEffectWhileTheServerRuns() {
        product.start(providerYaml(""));
        assertEquals(Optional.empty(), product.chat("corp/a"));

        writePolicy("llm.example.com");
        product.liveConfig().reload();
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());

        writePolicy("127.0.0.1");
        product.liveConfig().reload();
        assertEquals(Optional.empty(), product.chat("corp/a"));

        ConfiguredProduct.write(product.policyFile, "policies: [\n");
        product.liveConfig().reload();
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(2, product.promptRequests().size());
    }

    // ---- what is shown

    @Test
    void theConfigurationShowsEveryListThatApplies() {
        writePolicy("127.0.0.1");
        product.start(providerYaml("policies: {allowed_hosts: [\"*\"]}\n"));

        List<ConfigShowResult.Value> values = ConfigShow.of(
                        product.liveConfig(), new ConfigShowParams(List.of("policies", "allowed_hosts")))
                .values();

        assertEquals(
                List.of("[\"127.0.0.1\"] " + product.policyFile, "[\"*\"] " + product.userFile),
                values.stream()
                        .map(value -> value.value() + " " + value.origin().place())
                        .toList());
    }

    @Test
    void theDoctorReportsThePolicyWithoutHosts() {
        writePolicy("127.0.0.1", "llm.example.com");
        product.start(providerYaml("policies: {allowed_hosts: [\"*\"]}\n"));

        assertEquals(
                List.of(
                        "Requests are limited to 2 allowed hosts by the administrator's policy " + product.policyFile
                                + ".",
                        "Requests are limited to 1 allowed host by your own configuration."),
                product.config().allowedHosts().descriptions());
    }

    // ---- helpers

    private ErrorInfo assertNothingIsSent() {
        ErrorInfo error = product.chat("corp/a").orElseThrow();
        product.listModelsAndProviders();
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.message().contains(product.policyFile.toString()), error::message);
        assertTrue(error.hint().orElse("").contains("administrator"), error::toString);
        assertEquals(List.of(), product.ownProvider.requests());
        assertEquals(List.of(), product.canaryProvider.requests());
        HttpCall call = new HttpCall("GET", product.ownProvider.uri(), Map.of(), Optional.empty(), TimeLimits.QUERY);
        assertThrows(OpenLlmException.class, () -> product.http().send(call));
        return error;
    }

    private static void assertRefused(OpenLlmException refusal) {
        assertEquals(ErrorKind.CONFIG, refusal.info().kind(), refusal.info()::toString);
        assertFalse(refusal.info().toString().contains("canary-secret"));
    }

    private static ObjectNode settings(String host) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        settings.putObject("policies").putArray("allowedHosts").add(host);
        return settings;
    }
}
