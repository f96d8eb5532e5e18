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

    private String own() {
        return "127.0.0.1:" + product.own.uri().getPort();
    }

    private String canary() {
        return "127.0.0.1:" + product.canary.uri().getPort();
    }

    private AllowedHostsTest policy(String... hosts) {
        ConfiguredProduct.write(
                product.policyFile, "policies:\n  allowed_hosts: [\"" + String.join("\", \"", hosts) + "\"]\n");
        return this;
    }

    private String provider(String more) {
        return "discovery: {enabled: false}\nproviders:\n- {name: corp, api_base: %s/v1, models: [a]}\n%s"
                .formatted(product.own.uri(), more);
    }

    // ---- what is allowed

    @Test
    void anAllowedHostIsUsed() {
        policy(own());
        product.start(provider(""));

        assertEquals(Optional.empty(), product.chat("corp/a"));
        assertEquals(1, product.prompts().size());
    }

    @Test
    void withoutAPolicyEveryHostIsAllowed() {
        product.start(provider(""));

        assertEquals(Optional.empty(), product.chat("corp/a"));
    }

    @Test
    void anotherHostIsRefusedWithTheHostTheRuleAndItsFile() {
        policy("llm.example.com");
        product.start(provider(""));

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertEquals(
                "The host " + own() + " is not allowed by policies.allowed_hosts in line 2 of " + product.policyFile
                        + ".",
                error.message());
        assertTrue(error.hint().orElse("").startsWith("Ask your administrator"), error::toString);
        assertEquals(List.of(), product.own.requests());
    }

    @Test
    void theRefusalPrecedesTheNameLookup() {
        policy("llm.example.com");
        product.start("providers:\n- {name: corp, api_base: \"https://no-such-host.invalid/v1\", models: [a]}\n");

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
    }

    // ---- every way out

    @Test
    void modelListsStatusesAndTheDoctorUseNoOtherHost() {
        policy("llm.example.com");
        product.start(provider("") + "- {name: openai}\n- {name: anthropic}\n");

        product.list();
        product.doctor();

        assertEquals(List.of(), product.own.requests());
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void localServersAreNotSearchedForOnOtherHosts() throws Exception {
        try (ServerSocket local = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            product.with("OLLAMA_HOST", "http://127.0.0.1:" + local.getLocalPort());
            policy("llm.example.com");
            product.start("discovery: {enabled: true}\n");

            product.list();

            local.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, local::accept);
        }
    }

    @Test
    void portsOfOtherHostsAreNotProbed() throws Exception {
        try (ServerSocket local = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            policy("llm.example.com");
            product.start("");
            URI address = URI.create("http://127.0.0.1:" + local.getLocalPort());

            assertRefused(assertThrows(
                    OpenLlmException.class, () -> product.http().isListening(address, Duration.ofMillis(300))));
            local.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, local::accept);
        }
    }

    @Test
    void theProxyMustAlsoBeAllowed() {
        policy("api.openai.com");
        product.start("providers: [openai]\n");

        ErrorInfo error = product.chat("openai/gpt-5").orElseThrow();
        assertTrue(error.message().startsWith("The proxy " + canary() + " is not allowed by "), error::message);
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void anAllowedProxyReachesOnlyAllowedHosts() {
        policy(canary(), "api.anthropic.com");
        product.start("network: {strict_tls: false}\nproviders: [openai, anthropic]\n");

        ErrorInfo error = product.chat("openai/gpt-5").orElseThrow();

        assertTrue(error.message().contains("api.openai.com:443 is not allowed"), error::message);
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowed() {
        policy(own());
        product.own.always(
                "*",
                request -> FakeAnswer.of(307, "text/plain", "").withHeader("Location", product.canary.uri() + "/v1"));
        product.start(provider(""));

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void thePolicyAppliesToAFallback() {
        policy(own());
        product.own.always("*", request -> FakeAnswer.error(503, "{}"));
        product.start("""
            policies: {retries: 0}
            providers:
            - {name: other, api_base: %s/v1, models: [b]}
            - name: corp
              api_base: %s/v1
              models: [{id: a, fallbacks: [other/b]}]
            """.formatted(product.canary.uri(), product.own.uri()));

        assertTrue(product.chat("corp/a").orElseThrow().message().contains(canary() + " is not allowed"));
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void modelCatalogUpdatesAreNotFetchedFromOtherHosts() {
        policy("llm.example.com");
        product.start("catalog: {refresh: true}\n");
        HttpCall call = new HttpCall(
                "GET", URI.create("https://models.dev/api.json"), Map.of(), Optional.empty(), TimeLimits.QUERY);

        assertRefused(assertThrows(OpenLlmException.class, () -> product.http().send(call)));
        assertEquals(List.of(), product.canary.requests());
    }

    @Test
    void noTokenIsRequestedFromAnotherHost() {
        policy("llm.example.com");
        product.start("");
        MicrosoftTokens tokens = new MicrosoftTokens(
                Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c", "AZURE_CLIENT_SECRET", "canary-secret"),
                product.http());

        OpenLlmException refused =
                assertThrows(OpenLlmException.class, () -> tokens.token("https://ai.azure.com/.default"));
        assertTrue(refused.getMessage().contains("login.microsoftonline.com:443 is not allowed"), refused.getMessage());
        assertRefused(refused);
    }

    // ---- nobody widens it

    @ParameterizedTest
    @ValueSource(strings = {"*", "127.0.0.1"})
    void noSourceExtendsThePolicy(String hosts) {
        policy("llm.example.com");
        String yaml = provider("policies: {allowed_hosts: [\"" + hosts + "\"]}\n");
        ConfiguredProduct.write(product.userFile, yaml);
        ConfiguredProduct.write(product.workspaceFile, yaml);
        product.start(settings(hosts), settings(hosts), true);

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.own.requests());
        product.close();

        product = new ConfiguredProduct(temp.resolve("command-line"));
        policy("llm.example.com");
        ConfiguredProduct.write(product.commandLineFile, provider("policies: {allowed_hosts: [\"" + hosts + "\"]}\n"));
        product.start(null, null, true);
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.own.requests());
    }

    @Test
    void theUsersListRestrictsThePolicy() {
        policy("127.0.0.1");
        product.start(provider("policies: {allowed_hosts: [llm.example.com]}\n"));

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertTrue(error.message().contains("line 4 of " + product.userFile), error::message);
        assertTrue(error.hint().orElse("").startsWith("Add this host"), error::toString);
    }

    @Test
    void theListOfOneSourceDoesNotReplaceThatOfAnother() {
        ConfiguredProduct.write(product.userFile, provider("policies: {allowed_hosts: [\"*\"]}\n"));
        product.start(settings("llm.example.com"), null, true);

        ErrorInfo error = product.chat("corp/a").orElseThrow();
        assertTrue(error.message().contains("in VS Code user settings"), error::message);
    }

    @Test
    void anInvalidListIsNotHiddenByAValidOne() {
        ConfiguredProduct.write(product.userFile, provider("policies: {allowed_hosts: [\"*\"]}\n"));
        product.start(settings("https://llm.example.com"), null, true);

        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(List.of(), product.own.requests());
    }

    @Test
    void aWorkspaceNeitherExtendsNorRestrictsThePolicy() {
        ConfiguredProduct.write(product.workspaceFile, "policies: {allowed_hosts: [llm.example.com]}\n");
        product.start(provider(""));

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
        product.start(provider(""));

        assertNothingIsSent();
    }

    @Test
    void aPolicyThatIsNotARegularFileAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile);
        product.start(provider(""));

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
        product.start(provider(""));

        assertNothingIsSent();
    }

    @Test
    void aDanglingLinkAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile.getParent());
        Files.createSymbolicLink(product.policyFile, temp.resolve("nowhere.yaml"));
        product.start(provider(""));

        assertNothingIsSent();
    }

    @Test
    void aFileInsteadOfTheFolderAllowsNothing() throws Exception {
        Files.writeString(product.policyFile.getParent(), "");
        product.start(provider(""));

        assertTrue(assertNothingIsSent().message().contains("cannot be read"));
    }

    @Test
    void binaryContentAllowsNothing() throws Exception {
        Files.createDirectories(product.policyFile.getParent());
        Files.write(product.policyFile, new byte[] {(byte) 0xff, 'x', (byte) 0xfe});
        product.start(provider(""));

        assertNothingIsSent();
    }

    @Test
    void anUnreadablePolicyAllowsNothing() throws Exception {
        policy("*");
        Path folder = product.policyFile.getParent();
        try {
            Files.setPosixFilePermissions(folder, Set.of());
            org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(product.policyFile), "root reads everything");
            product.start(provider(""));
            assertTrue(assertNothingIsSent().message().contains("cannot be read"));
        } finally {
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aPolicyThatAppearsOrBecomesInvalidTakesEffectWhileTheServerRuns() {
        product.start(provider(""));
        assertEquals(Optional.empty(), product.chat("corp/a"));

        policy("llm.example.com");
        product.liveConfig().reload();
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());

        policy("127.0.0.1");
        product.liveConfig().reload();
        assertEquals(Optional.empty(), product.chat("corp/a"));

        ConfiguredProduct.write(product.policyFile, "policies: [\n");
        product.liveConfig().reload();
        assertEquals(ErrorKind.CONFIG, product.chat("corp/a").orElseThrow().kind());
        assertEquals(2, product.prompts().size());
    }

    // ---- what is shown

    @Test
    void theConfigurationShowsEveryListThatApplies() {
        policy("127.0.0.1");
        product.start(provider("policies: {allowed_hosts: [\"*\"]}\n"));

        List<ConfigShowResult.Value> shown = ConfigShow.of(
                        product.liveConfig(), new ConfigShowParams(List.of("policies", "allowed_hosts")))
                .values();

        assertEquals(
                List.of("[\"127.0.0.1\"] " + product.policyFile, "[\"*\"] " + product.userFile),
                shown.stream()
                        .map(value -> value.value() + " " + value.origin().place())
                        .toList());
    }

    @Test
    void theDoctorReportsThePolicyWithoutHosts() {
        policy("127.0.0.1", "llm.example.com");
        product.start(provider("policies: {allowed_hosts: [\"*\"]}\n"));

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
        product.list();
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.message().contains(product.policyFile.toString()), error::message);
        assertTrue(error.hint().orElse("").contains("administrator"), error::toString);
        assertEquals(List.of(), product.own.requests());
        assertEquals(List.of(), product.canary.requests());
        HttpCall call = new HttpCall("GET", product.own.uri(), Map.of(), Optional.empty(), TimeLimits.QUERY);
        assertThrows(OpenLlmException.class, () -> product.http().send(call));
        return error;
    }

    private static void assertRefused(OpenLlmException refused) {
        assertEquals(ErrorKind.CONFIG, refused.info().kind(), refused.info()::toString);
        assertFalse(refused.info().toString().contains("canary-secret"));
    }

    private static ObjectNode settings(String host) {
        ObjectNode settings = Wire.JSON.createObjectNode();
        settings.putObject("policies").putArray("allowedHosts").add(host);
        return settings;
    }
}
