package dev.openllm.server.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.gateway.anthropic.AnthropicApi;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import dev.openllm.server.gateway.http.HttpServer;
import dev.openllm.server.gateway.openai.OpenAiChatApi;
import dev.openllm.server.gateway.openai.OpenAiResponsesApi;
import dev.openllm.server.provider.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway: answers requests of OpenAI's and Anthropic's APIs from the configured models. */
public final class Gateway implements AutoCloseable {

    /** The one method of each path. */
    private static final Map<String, String> METHODS = Map.of(
            "/openapi.json", "GET",
            "/v1/models", "GET",
            "/v1/chat/completions", "POST",
            "/v1/responses", "POST",
            "/v1/messages", "POST",
            "/v1/messages/count_tokens", "POST");

    private static final String CONSUMER = "gateway";

    private final Chats chats;
    private final ModelsEndpoint models;
    private final GatewayGuard guard;
    private final Api openAiChat = new OpenAiChatApi();
    private final Api openAiResponses = new OpenAiResponsesApi();
    private final Api anthropic = new AnthropicApi();
    private final byte[] description;
    private HttpServer server;

    private Gateway(Chats chats, Providers providers, Optional<String> token) {
        this.chats = chats;
        this.models = new ModelsEndpoint(providers);
        this.guard = new GatewayGuard(token);
        this.description = bytes(OpenApi.description());
    }

    /**
     * Starts listening on loopback.
     *
     * @param port 0 for any
     * @param token what clients must show as their API key; empty to ask for none
     * @throws OpenLlmException of kind {@code config} when the port is taken
     */
    public static Gateway start(Chats chats, Providers providers, int port, Optional<String> token) {
        Gateway gateway = new Gateway(chats, providers, token);
        gateway.server = HttpServer.start(port, gateway.new Door());
        return gateway;
    }

    /** Who may ask is decided by the head of a request, before its body takes memory. */
    private final class Door implements HttpServer.Handler {

        @Override
        public HttpServer.Admission admits(HttpRequest head, HttpReply reply) {
            boolean health = head.path().equals("/healthz") && head.method().equals("GET");
            if (!guard.isForeign(head, server.port()) && (health || guard.mayAsk(head))) {
                return health ? HttpServer.Admission.ANONYMOUS : HttpServer.Admission.KNOWN;
            }
            Gateway.this.handle(head, reply); // says why
            return HttpServer.Admission.REFUSED;
        }

        @Override
        public void handle(HttpRequest request, HttpReply reply) {
            Gateway.this.handle(request, reply);
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpRequest request, HttpReply reply) {
        Api api = request.path().startsWith("/v1/messages") ? anthropic : openAiChat;
        try {
            if (guard.isForeign(request, server.port())) {
                throw new OpenLlmException(
                        ErrorKind.PERMISSION, "Web pages and requests under a foreign host name are not answered.");
            }
            if (request.path().equals("/healthz") && request.method().equals("GET")) {
                reply.whole(
                        200,
                        Map.of("Content-Type", "application/json"),
                        bytes(Wire.JSON.createObjectNode().put("status", "ok")));
                return;
            }
            if (!guard.mayAsk(request)) {
                throw new OpenLlmException(
                        ErrorKind.AUTH,
                        "The gateway's token is missing or wrong.",
                        "Use the token that open-llm gateway names as the API key.");
            }
            route(request, reply, api);
        } catch (OpenLlmException failed) {
            fail(failed.info(), api, reply);
        } catch (UncheckedIOException gone) {
            throw gone;
        } catch (Throwable fault) {
            // Nothing may leave a request without an answer; a fault's own words may hold a conversation.
            fail(
                    ErrorInfo.of(
                            ErrorKind.INTERNAL,
                            "Something in Open LLM itself went wrong ("
                                    + fault.getClass().getSimpleName() + ")."),
                    api,
                    reply);
        }
    }

    private void route(HttpRequest request, HttpReply reply, Api api) {
        switch (request.method() + " " + request.path()) {
            case "GET /openapi.json" -> reply.whole(200, Map.of("Content-Type", "application/json"), description);
            case "GET /v1/models" -> json(reply, models.all());
            case "POST /v1/chat/completions" -> chat(request, reply, openAiChat);
            case "POST /v1/responses" -> chat(request, reply, openAiResponses);
            case "POST /v1/messages" -> chat(request, reply, anthropic);
            case "POST /v1/messages/count_tokens" -> json(reply, count(anthropic.params(body(request))));
            default -> {
                if (request.method().equals("GET") && request.path().startsWith("/v1/models/")) {
                    json(reply, models.one(request.path().substring("/v1/models/".length())));
                } else {
                    nothingHere(request, reply, api);
                }
            }
        }
    }

    private static void nothingHere(HttpRequest request, HttpReply reply, Api api) {
        ErrorInfo error = ErrorInfo.of(
                ErrorKind.INVALID_REQUEST, "There is no " + request.method() + " " + request.path() + " here.");
        String method = METHODS.get(request.path());
        if (method == null) {
            reply.whole(404, Map.of("Content-Type", "application/json"), bytes(api.error(error)));
        } else {
            reply.whole(
                    405,
                    Map.of("Content-Type", "application/json", "Allow", method),
                    bytes(api.error(error.withHint("It is a " + method + "."))));
        }
    }

    private void chat(HttpRequest request, HttpReply reply, Api api) {
        JsonNode body = body(request);
        ChatParams params = api.params(body).forConsumer(CONSUMER);
        if (!body.path("stream").asBoolean()) {
            List<ChatEvent> events = new ArrayList<>();
            ChatResult result = chats.chat(params.unstreamed(), events::add);
            json(reply, api.whole(params, events, result));
            return;
        }
        EventStream out = new EventStream(reply);
        Api.StreamedAnswer answer = api.streamed(params, body, out);
        try {
            answer.end(chats.chat(params, answer::event));
        } catch (OpenLlmException failed) {
            if (!reply.hasBegun()) {
                throw failed;
            }
            answer.fail(failed.info());
        }
        out.end();
    }

    private ObjectNode count(ChatParams params) {
        int tokens =
                chats.countTokens(new CountTokensParams(params.model(), List.of(), params.messages())).counts().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        return Wire.JSON.createObjectNode().put("input_tokens", tokens);
    }

    private static JsonNode body(HttpRequest request) {
        try {
            JsonNode body = Wire.JSON.readTree(request.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException malformed) {
            // said below
        }
        throw Fields.invalid("The body of the request is not a JSON object.");
    }

    private static void fail(ErrorInfo error, Api api, HttpReply reply) {
        if (reply.hasBegun()) {
            reply.closeConnection(); // a cut connection is the only way left to say that the answer is not whole
            return;
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        // What can be tried again was, behind this gateway: its clients need not do the same once more.
        headers.put("x-should-retry", "false");
        error.retryAfterMs().ifPresent(ms -> headers.put("Retry-After", String.valueOf((ms + 999) / 1000)));
        reply.whole(api.status(error), headers, bytes(api.error(error)));
    }

    private static void json(HttpReply reply, JsonNode body) {
        reply.whole(200, Map.of("Content-Type", "application/json"), bytes(body));
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return Wire.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
