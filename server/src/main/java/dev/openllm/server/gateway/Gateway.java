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
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
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
import java.util.function.Consumer;

/** The gateway: answers requests of OpenAI's and Anthropic's APIs from the configured models. */
public final class Gateway implements AutoCloseable {

    private static final ErrorInfo NO_TOKEN = ErrorInfo.of(ErrorKind.AUTH, "The gateway's token is missing or wrong.")
            .withHint("Use the token that open-llm gateway names as the API key.");

    private final Chats chats;
    private final ModelsEndpoint models;
    private final GatewayGuard guard;
    private final Api openAiChat = new OpenAiChatApi();
    private final OpenAiResponsesApi openAiResponses = new OpenAiResponsesApi();
    private final Api anthropic = new AnthropicApi();
    private final byte[] description;
    private final StreamTimes times;
    private final StreamTimer timer = new StreamTimer();
    private final NoticeLog notices;
    private HttpServer server;

    private Gateway(
            Chats chats,
            Providers providers,
            Optional<String> token,
            NamedTokens named,
            StreamTimes times,
            Consumer<String> log) {
        this.chats = chats;
        this.times = times;
        this.notices = new NoticeLog(log);
        this.models = new ModelsEndpoint(providers);
        this.guard = new GatewayGuard(token, named);
        this.description = bytes(OpenApi.description());
    }

    /**
     * Starts listening on loopback.
     *
     * @param port 0 for any
     * @param token what clients must show as their API key; empty to ask for none
     * @param named the tokens that clients may show instead
     * @param log takes a sentence for each kind of thing that is left out of requests
     * @throws OpenLlmException of kind {@code config} when the port is taken
     */
    public static Gateway start(
            Chats chats,
            Providers providers,
            int port,
            Optional<String> token,
            NamedTokens named,
            Consumer<String> log) {
        return start(chats, providers, port, token, named, StreamTimes.DEFAULT, log);
    }

    static Gateway start(
            Chats chats,
            Providers providers,
            int port,
            Optional<String> token,
            NamedTokens named,
            StreamTimes times,
            Consumer<String> log) {
        Gateway gateway = new Gateway(chats, providers, token, named, times, log);
        gateway.server = HttpServer.start(port, gateway.new Door());
        return gateway;
    }

    /** The head of a request decides who may ask, before its body takes memory. */
    private final class Door implements HttpServer.Handler {

        @Override
        public HttpServer.Admission admits(HttpRequest head, HttpReply reply) {
            Optional<ErrorInfo> refusal = refusal(head);
            if (refusal.isPresent()) {
                fail(refusal.get(), api(head), reply);
                return HttpServer.Admission.REFUSED;
            }
            return isHealth(head) ? HttpServer.Admission.ANONYMOUS : HttpServer.Admission.KNOWN;
        }

        @Override
        public void handle(HttpRequest request, HttpReply reply) {
            Gateway.this.handle(request, reply);
        }
    }

    private Optional<ErrorInfo> refusal(HttpRequest head) {
        if (guard.isForeign(head, server.port())) {
            return Optional.of(ErrorInfo.of(
                    ErrorKind.PERMISSION, "Web pages and requests under a foreign host name are not answered."));
        }
        return isHealth(head) || guard.consumer(head).isPresent() ? Optional.empty() : Optional.of(NO_TOKEN);
    }

    private static boolean isHealth(HttpRequest request) {
        return Paths.canonical(request.path()).equals("/healthz")
                && request.method().equals("GET");
    }

    private Api api(HttpRequest request) {
        return Paths.canonical(request.path()).startsWith("/v1/messages") ? anthropic : openAiChat;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        timer.close();
    }

    private void handle(HttpRequest arrived, HttpReply reply) {
        HttpRequest request = arrived.at(Paths.canonical(arrived.path()));
        Api api = api(request);
        try {
            if (isHealth(request)) {
                reply.whole(
                        200,
                        Map.of("Content-Type", "application/json"),
                        bytes(Wire.JSON.createObjectNode().put("status", "ok")));
                return;
            }
            // Asked again, because a token may have been revoked while the body was read.
            String consumer = guard.consumer(request).orElseThrow(() -> new OpenLlmException(NO_TOKEN));
            route(request, reply, api, consumer);
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

    private void route(HttpRequest request, HttpReply reply, Api api, String consumer) {
        switch (request.method() + " " + request.path()) {
            case "GET /openapi.json" -> reply.whole(200, Map.of("Content-Type", "application/json"), description);
            case "GET /v1/models" -> json(reply, models.all());
            case "POST /v1/chat/completions" -> chat(request, reply, openAiChat, consumer);
            case "POST /v1/responses" -> chat(request, reply, openAiResponses, consumer);
            case "POST /v1/messages" -> chat(request, reply, anthropic, consumer);
            case "POST /v1/messages/count_tokens" -> json(reply, count(body(request), consumer));
            default -> {
                boolean exists = Paths.methods(request.path())
                        .filter(methods -> List.of(methods.split(", ")).contains(request.method()))
                        .isPresent();
                if (exists && request.path().startsWith(Paths.MODELS)) {
                    json(reply, models.one(request.path().substring(Paths.MODELS.length())));
                } else if (exists) {
                    storedResponse(request, reply, consumer);
                } else {
                    nothingHere(request, reply, api);
                }
            }
        }
    }

    private void storedResponse(HttpRequest request, HttpReply reply, String consumer) {
        String id = request.path().substring(Paths.RESPONSES.length());
        Optional<ObjectNode> found =
                switch (request.method()) {
                    case "GET" ->
                        id.endsWith(Paths.INPUT_ITEMS)
                                ? openAiResponses.storedInput(
                                        consumer, id.substring(0, id.length() - Paths.INPUT_ITEMS.length()))
                                : openAiResponses.stored(consumer, id);
                    case "DELETE" -> openAiResponses.delete(consumer, id);
                    default -> Optional.empty();
                };
        if (found.isPresent()) {
            json(reply, found.get());
        } else {
            reply.whole(
                    404,
                    Map.of("Content-Type", "application/json"),
                    bytes(openAiResponses.error(ErrorInfo.of(
                            ErrorKind.INVALID_REQUEST,
                            "There is no such response here: only recent ones are stored, in memory."))));
        }
    }

    private static void nothingHere(HttpRequest request, HttpReply reply, Api api) {
        ErrorInfo error = ErrorInfo.of(
                ErrorKind.INVALID_REQUEST, "There is no " + request.method() + " " + request.path() + " here.");
        String method = Paths.methods(request.path()).orElse("");
        if (method.isEmpty()) {
            reply.whole(404, Map.of("Content-Type", "application/json"), bytes(api.error(error)));
        } else {
            reply.whole(
                    405,
                    Map.of("Content-Type", "application/json", "Allow", method),
                    bytes(api.error(error.withHint("Use " + method.replace(", ", " or ") + "."))));
        }
    }

    private void chat(HttpRequest request, HttpReply reply, Api api, String consumer) {
        JsonNode body = body(request);
        Intake intake = new Intake(api.name(), consumer);
        Exchange exchange = api.read(body, intake);
        intake.notices().forEach(notices::say);
        ChatParams params = exchange.params().forConsumer(consumer);
        if (!body.path("stream").asBoolean()) {
            List<ChatEvent> events = new ArrayList<>();
            ChatResult result = chats.chat(
                    params.unstreamed(),
                    event -> {
                        report(event, intake);
                        events.add(event);
                    },
                    new PatientObserver(times.longestWait()));
            json(reply, exchange.complete(events, result), headers(intake));
            return;
        }
        EventStream out = new EventStream(reply, () -> headers(intake));
        new StreamedChat(exchange.streamed(out), out, times, timer, event -> report(event, intake)).run(chats, params);
    }

    /** No API has a place for what the server itself changed or left out: it is reported as what the intake left out. */
    private void report(ChatEvent event, Intake intake) {
        if (event instanceof ChatEvent.Notice notice && notice.topic() != ChatEvent.Notice.Topic.RETRY) {
            intake.notice(notice.message());
            notices.say(notice.message());
        }
    }

    private static Map<String, String> headers(Intake intake) {
        String notice = intake.header();
        return notice.isEmpty() ? Map.of() : Map.of("x-open-llm-notice", notice);
    }

    private ObjectNode count(JsonNode body, String consumer) {
        ChatParams params =
                anthropic.read(body, new Intake(anthropic.name(), consumer)).params();
        List<String> tools = params.tools().stream()
                .map(tool -> tool.name() + " " + tool.description() + " " + tool.inputSchema())
                .toList();
        int tokens =
                chats.countTokens(new CountTokensParams(params.model(), tools, params.messages())).counts().stream()
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
        if (!waitingMayHelp(error.kind())) {
            headers.put("x-should-retry", "false");
        }
        error.retryAfterMs().ifPresent(ms -> headers.put("Retry-After", String.valueOf((ms + 999) / 1000)));
        reply.whole(api.status(error), headers, bytes(api.error(error)));
    }

    /** Clients are patient where a few tries of the gateway were not enough; the rest fails again in the same way. */
    private static boolean waitingMayHelp(ErrorKind kind) {
        return switch (kind) {
            case RATE_LIMITED, OVERLOADED, NETWORK, TIMEOUT, BAD_RESPONSE -> true;
            default -> false;
        };
    }

    private static void json(HttpReply reply, JsonNode body) {
        json(reply, body, Map.of());
    }

    private static void json(HttpReply reply, JsonNode body, Map<String, String> further) {
        Map<String, String> headers = new HashMap<>(further);
        headers.put("Content-Type", "application/json");
        reply.whole(200, headers, bytes(body));
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return Wire.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
