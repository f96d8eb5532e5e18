package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that the arguments of a tool call reach the client although the provider, which then stops sending, has not
 * sent all of them.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class GrowingToolCallTest {

    private static final String PARTIAL_ARGUMENTS = "{\\\"path\\\":\\\"a.txt\\\",\\\"text\\\":\\\"Onc";

    private final FakeProvider provider = FakeProvider.start();
    private static final NamedTokens NO_NAMED_TOKENS = new NamedTokens(Path.of("target", "no-tokens"));
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void withOpenAiChat(String path) throws IOException {
        start(new OpenAiChatDialect());
        provider.respond(hangingAfter(
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'c1','function':{'name':'write'}}]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'%s'}}]}}]}"));
        assertTheArgumentsArrive(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void withOpenAiResponses(String path) throws IOException {
        start(new OpenAiResponsesDialect());
        provider.respond(hangingAfter(
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c1',"
                        + "'name':'write'}}",
                "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'%s'}"));
        assertTheArgumentsArrive(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void withAnthropicMessages(String path) throws IOException {
        start(new AnthropicDialect());
        provider.respond(hangingAfter(
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'c1','name':'write'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'%s'}}"));
        assertTheArgumentsArrive(path);
    }

    /**
     * Returns a response that stops after two events.
     *
     * @param secondEvent the second event, with a placeholder for the arguments
     */
    private static FakeAnswer hangingAfter(String firstEvent, String secondEvent) {
        String argumentsEvent = secondEvent.replace('\'', '"').formatted(PARTIAL_ARGUMENTS);
        return FakeAnswer.sse(firstEvent.replace('\'', '"'), argumentsEvent).withStep(new FakeAnswer.Step.Hang());
    }

    @Test
    void aClientThatDisconnectsCancelsTheProviderRequest() throws IOException {
        withOpenAiChat("/v1/messages");
        provider.awaitClosed();
    }

    private void start(Dialect dialect) {
        FewProviders providers = new FewProviders(
                TestModels.remote(TestModels.info("p/m"), dialect, provider.uri(), ModelConfig.of("m")));
        ChatPipeline pipeline =
                new ChatPipeline(providers, new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {}));
        gateway = Gateway.start(
                pipeline,
                GatewayFixture.NO_EMBEDDINGS,
                GatewayFixture.NO_COMPLETIONS,
                providers,
                0,
                Optional.empty(),
                NO_NAMED_TOKENS,
                line -> {});
    }

    private void assertTheArgumentsArrive(String path) throws IOException {
        String body = ("{'model':'p/m','stream':true,'max_tokens':99,'input':'hi',"
                        + "'messages':[{'role':'user','content':'hi'}]}")
                .replace('\'', '"');
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            StringBuilder received = new StringBuilder();
            byte[] bytes = new byte[4096];
            while (received.indexOf("Onc") < 0) {
                int count = socket.getInputStream().read(bytes);
                assertTrue(count > 0, received.toString());
                received.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
            assertTrue(received.toString().startsWith("HTTP/1.1 200 "), received.toString());
            assertEquals(1, received.toString().split("Onc", -1).length - 1);
        }
    }
}
