package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.Gateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for user configurations that must not send a prompt to an unintended destination. */
class FailClosedTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"${CORP_URL}\"",
                "https//llm.example.com",
                "https://user@llm.example.com",
                "https://my_host/v1",
                "\"\"",
                "[\"https://llm.example.com\"]",
                "ftp://llm.example.com",
                "\"https://llm.example.com:99999999/v1\"",
                "",
            })
    void aMalformedBaseUrlIsNotReplacedByTheBuiltInOne(String baseUrl) {
        product.start("providers:\n- name: openai\n  api_base: " + baseUrl + "\n");

        assertRefused("openai/gpt-5");
        assertRefused("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_bas", "base_url", "endpoint", "apibase_url", "header", "dialct"})
    void aMisspelledProviderKeyIsAnError(String key) {
        product.start("providers:\n- name: openai\n  " + key + ": x\n");

        ErrorInfo error = assertRefused("openai/gpt-5");
        assertTrue(error.message().contains("Unknown setting '" + key + "'"), error::message);
        assertTrue(error.message().contains("line 3 of " + product.userFile), error::message);
    }

    @Test
    void whitespaceAroundABaseUrlIsIgnored() {
        product.start("providers: [{name: openai, api_base: \" %s/v1 \"}]\n".formatted(product.ownProvider.uri()));

        assertEquals(Optional.empty(), product.chat("openai/gpt-5"));
        assertEquals(1, product.promptRequests().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers:\n- api_base: http://127.0.0.1:1/v1\n",
                "providers:\n- nam: openai\n  api_base: http://127.0.0.1:1/v1\n",
                "providers:\n  openai:\n    api_base: http://127.0.0.1:1/v1\n",
                "providers:\n- [openai]\n",
                "providers:\n-\n",
                "providers: [{name: \"open ai\"}]\n",
                "providers: [{name: \"${NAME}\"}]\n",
                "provders:\n- name: openai\n  api_base: http://127.0.0.1:1/v1\n",
                "network: direct\n",
                "network: {proxy: http//proxy.example.com}\n",
                "netwrk: {proxy: http://127.0.0.1:1}\n",
            })
    void anAmbiguousProviderIsNotUsed(String yaml) {
        product.start(yaml);

        assertRefused("openai/gpt-5");
        assertRefused("anthropic/claude-sonnet-4-5");
        assertRefused("ollama/llama3.2");
        assertRefused("");
    }

    @Test
    void aProviderThatIsDefinedTwiceIsNotUsed() {
        product.start("""
            providers:
            - {name: openai, api_base: %s/v1}
            - {name: openai, api_base: %s/v1}
            """.formatted(product.ownProvider.uri(), product.canaryProvider.uri()));

        ErrorInfo error = assertRefused("openai/gpt-5");
        assertTrue(error.message().contains("line 3 of "), error::message);
        assertTrue(error.message().contains("'openai' is defined twice"), error::message);
    }

    @Test
    void anUnreadableFileIsNotTreatedAsNoConfiguration() {
        product.start("providers:\n- name: openai\n  api_base: http://127.0.0.1:1\n   models: [a]\n");

        ErrorInfo error = assertRefused("openai/gpt-5");
        assertTrue(error.message().contains(" of " + product.userFile + ": The YAML"), error::message);
        assertRefused("ollama/llama3.2");
        assertRefused("");
    }

    @Test
    void aMissingFileFromTheCommandLineIsNotTreatedAsNoConfiguration() throws Exception {
        ConfiguredProduct.write(product.commandLineFile, "");
        product.start(null, null, true);
        Files.delete(product.commandLineFile);
        assertEquals(Optional.empty(), product.config().fault());
        product.close();

        product = new ConfiguredProduct(temp);
        ConfiguredProduct.write(product.commandLineFile, "providers: [");
        product.start(null, null, true);
        ErrorInfo error = assertRefused("openai/gpt-5");
        assertTrue(error.message().contains(product.commandLineFile.toString()), error::message);
    }

    @Test
    void anInvalidFirstProviderIsNotReplacedByTheNext() {
        product.start("""
            providers:
            - {name: corp, api_base: "${CORP_URL}"}
            - {name: other, api_base: %s/v1, models: [a]}
            """.formatted(product.ownProvider.uri()));

        assertEquals("corp", assertRefused("").provider().orElseThrow());
        assertEquals(Optional.empty(), product.defaultModel());
        assertEquals(Optional.empty(), product.chat("other/a"));
    }

    @Test
    void aModelOfAnInvalidProviderIsNotRequestedFromAnother() {
        product.start("""
            discovery: {enabled: false}
            providers:
            - {name: corp, api_base: ftp://x, models: [shared]}
            - {name: other, api_base: %s/v1, models: [shared]}
            """.formatted(product.ownProvider.uri()));

        assertRefused("shared");
    }

    @Test
    void anInvalidFallbackIsNotSkipped() {
        product.start("""
            providers:
            - name: corp
              api_base: %s/v1
              models: [{id: a, fallbacks: [other, "openai/gpt-5"]}, b]
            """.formatted(product.ownProvider.uri()));

        ErrorInfo error = assertRefused("corp/a");
        assertEquals(Optional.of("corp/a"), error.model());
        assertEquals(Optional.empty(), product.chat("corp/b"));
    }

    @Test
    void variablesAreExpandedInTheUsersConfiguration() {
        product.with("CORP_URL", product.ownProvider.uri() + "/v1")
                .with("TEAM", "blue")
                .start("""
                    default_model: ${MODEL:-corp/a}
                    providers:
                    - name: corp
                      api_base: "${CORP_URL}"
                      headers: {X-Team: "team ${TEAM}", X-Other: "${OTHER:-none}"}
                    """);

        assertEquals(Optional.empty(), product.chat(""));
        assertEquals("team blue", product.promptRequests().getFirst().header("X-Team"));
        assertEquals("none", product.promptRequests().getFirst().header("X-Other"));
    }

    @Test
    void variablesAreNotExpandedInATrustedWorkspace() {
        product.with("SECRET", "canary-of-the-environment");
        ConfiguredProduct.write(product.workspaceFile, """
            providers:
            - name: corp
              api_base: %s/v1
              headers: {X-Team: "${SECRET}"}
            """.formatted(product.ownProvider.uri()));
        product.start(null, null, true);

        ErrorInfo error = assertRefused("corp/a");
        assertTrue(error.message().contains("only in your own configuration"), error::message);
    }

    @Test
    void aProviderDisabledByAnInvalidValueIsNotFoundElsewhere() {
        product.start("providers:\n- name: ollama\n  enabled: \"no\"\n");

        assertRefused("ollama/llama3.2");
    }

    @Test
    void theGatewayReportsTheSameReason() throws Exception {
        product.start("providers:\n- name: openai\n  api_base: https//llm.example.com\n");
        String expected = assertRefused("openai/gpt-5").message();
        try (Gateway gateway = product.startGateway();
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/responses")) {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"model\":\"openai/gpt-5\",\"max_tokens\":5,"
                                        + "\"input\":\"Hi\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                                .build(),
                        BodyHandlers.ofString());
                JsonNode error = Wire.JSON.readTree(response.body()).path("error");
                assertTrue(error.path("message").asText().contains(expected), response::body);
            }
        }
        assertEquals(List.of(), product.canaryProvider.requests());
    }

    @Test
    void noErrorQuotesTheRejectedValue() {
        product.start("providers:\n- name: openai\n  api_base: https://canary-password@llm.example.com\n");

        assertTrue(!assertRefused("openai/gpt-5").toString().contains("canary-password"));
    }

    private ErrorInfo assertRefused(String model) {
        ErrorInfo error = product.chat(model).orElseThrow();
        assertEquals(ErrorKind.CONFIG, error.kind(), error::toString);
        assertTrue(error.message().contains("because of an error in "), error::message);
        assertEquals(List.of(), product.canaryProvider.requests());
        assertEquals(List.of(), product.promptRequests());
        return error;
    }
}
