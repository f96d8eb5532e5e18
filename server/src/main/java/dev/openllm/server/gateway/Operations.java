package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.gateway.anthropic.AnthropicApi;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.gemini.GeminiApi;
import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import dev.openllm.server.gateway.ollama.OllamaApi;
import dev.openllm.server.gateway.ollama.OllamaModels;
import dev.openllm.server.gateway.openai.FilledChats;
import dev.openllm.server.gateway.openai.OpenAiChatApi;
import dev.openllm.server.gateway.openai.OpenAiCompletionsApi;
import dev.openllm.server.gateway.openai.OpenAiResponsesApi;
import dev.openllm.server.provider.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Implements the gateway operations that {@link Operation} defines. */
final class Operations implements AutoCloseable {

    private final Chats chats;
    private final Providers providers;
    private final ModelNames names;
    private final EmbeddingOperations embeddings;
    private final Supplier<Completions> completions;
    private final ModelsEndpoint models;
    private final Api openAiChat = new OpenAiChatApi();
    private final OpenAiResponsesApi openAiResponses = new OpenAiResponsesApi();
    private final Api anthropic = new AnthropicApi();
    private final OllamaApi ollama;
    private final GeminiApi gemini = new GeminiApi();
    private final StreamTimes times;
    private final StreamTimer timer = new StreamTimer();
    private final NoticeLog notices;

    /** The OpenAPI description. It is created when it is first requested, because few clients request it. */
    private static final class Description {
        private static final byte[] JSON = Replies.bytes(OpenApi.description());
    }

    Operations(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            StreamTimes times,
            Consumer<String> log) {
        this.chats = chats;
        this.providers = providers;
        this.names = new ModelNames(providers);
        this.embeddings = new EmbeddingOperations(embeddings, providers, names);
        this.completions = completions;
        this.models = new ModelsEndpoint(names);
        this.ollama = new OllamaApi(names::withoutLatestTag);
        this.times = times;
        this.notices = new NoticeLog(log);
    }

    /** Returns the API whose error format is used for operations of the specified {@link Surface}. */
    Api api(Surface surface) {
        return switch (surface) {
            case GATEWAY, OPENAI -> openAiChat;
            case ANTHROPIC -> anthropic;
            case OLLAMA -> ollama;
            case GEMINI -> gemini;
        };
    }

    /** Runs an operation. @param request the request with its canonical path and without an API key in its query */
    void run(Paths.Match match, HttpRequest request, HttpReply reply, String consumer) {
        String argument = match.argument();
        switch (match.operation()) {
            case HEALTH -> Replies.sendJson(reply, Wire.JSON.createObjectNode().put("status", "ok"));
            case DESCRIPTION -> reply.send(200, Map.of("Content-Type", "application/json"), Description.JSON);
            case MODELS -> Replies.sendJson(reply, models.list());
            case MODEL -> Replies.sendJson(reply, models.get(ModelNames.decode(argument)));
            case CHAT_COMPLETIONS -> chat(request, reply, openAiChat, consumer);
            case COMPLETIONS -> complete(request, reply, new OpenAiCompletionsApi(false), consumer);
            case FIM_COMPLETIONS -> complete(request, reply, new OpenAiCompletionsApi(true), consumer);
            case RESPONSES -> chat(request, reply, openAiResponses, consumer);
            case RESPONSE -> sendStored(reply, openAiResponses.find(consumer, argument));
            case DELETE_RESPONSE -> sendStored(reply, openAiResponses.delete(consumer, argument));
            case RESPONSE_INPUT -> sendStored(reply, openAiResponses.findInput(consumer, argument));
            case MESSAGES -> chat(request, reply, anthropic, consumer);
            case COUNT_MESSAGES ->
                Replies.sendJson(reply, countTokens(body(request), anthropic, consumer, "input_tokens"));
            case OLLAMA_ROOT ->
                reply.send(
                        200,
                        Map.of("Content-Type", "text/plain; charset=utf-8"),
                        OllamaModels.RUNNING_MESSAGE.getBytes(StandardCharsets.UTF_8));
            case OLLAMA_VERSION -> Replies.sendJson(reply, OllamaModels.version());
            case OLLAMA_TAGS -> Replies.sendJson(reply, OllamaModels.tags(names.all()));
            case OLLAMA_PS -> Replies.sendJson(reply, OllamaModels.running());
            case OLLAMA_SHOW -> Replies.sendJson(reply, show(body(request)));
            case OLLAMA_CHAT -> chat(request, reply, ollama, consumer);
            case OLLAMA_GENERATE -> chat(request, reply, ollama.forGenerate(), consumer);
            case GEMINI_MODELS -> Replies.sendJson(reply, GeminiApi.models(names.all()));
            case GEMINI_MODEL ->
                Replies.sendJson(
                        reply,
                        GeminiApi.model(
                                names.require(ModelNames.decode(argument), "GET /v1beta/models lists the models.")));
            case GEMINI_GENERATE -> chat(request, reply, gemini.forModel(ModelNames.decode(argument)), consumer);
            case GEMINI_STREAM -> {
                boolean useSse =
                        request.query().get("alt").filter("sse"::equals).isPresent();
                Api streaming = gemini.streaming(
                        ModelNames.decode(argument), useSse ? EventStream.Format.EVENTS : EventStream.Format.ARRAY);
                chat(request, reply, streaming, consumer);
            }
            case GEMINI_COUNT -> {
                JsonNode body = body(request);
                JsonNode nestedRequest = body.path("generateContentRequest");
                Api api = gemini.forModel(ModelNames.decode(argument));
                Replies.sendJson(
                        reply,
                        countTokens(nestedRequest.isObject() ? nestedRequest : body, api, consumer, "totalTokens"));
            }
            case EMBEDDINGS -> embed(request, reply, new Intake("embeddings", consumer), embeddings::openAi);
            case OLLAMA_EMBED -> embed(request, reply, new Intake("ollama-embed", consumer), embeddings::ollama);
            case OLLAMA_EMBEDDINGS ->
                embed(request, reply, new Intake("ollama-embed", consumer), embeddings::ollamaPrompt);
            case GEMINI_EMBED ->
                embed(
                        request,
                        reply,
                        new Intake("gemini-embed", consumer),
                        (body, intake) -> embeddings.gemini(ModelNames.decode(argument), body, intake));
            case GEMINI_EMBED_BATCH ->
                embed(
                        request,
                        reply,
                        new Intake("gemini-embed", consumer),
                        (body, intake) -> embeddings.geminiBatch(ModelNames.decode(argument), body, intake));
            case OLLAMA_PULL, OLLAMA_PUSH, OLLAMA_CREATE, OLLAMA_COPY, OLLAMA_DELETE ->
                sendUnsupported(match.operation(), reply);
        }
    }

    private void embed(
            HttpRequest request, HttpReply reply, Intake intake, BiFunction<JsonNode, Intake, ObjectNode> embedding) {
        ObjectNode body = embedding.apply(body(request), intake);
        intake.notices().forEach(notices::logOnce);
        Replies.sendJson(reply, body, headers(intake));
    }

    private void sendUnsupported(Operation operation, HttpReply reply) {
        ErrorInfo error = ErrorInfo.of(
                        ErrorKind.INVALID_REQUEST, "The gateway does not change the models of a provider.")
                .withHint("Add models with the provider's own tools; /api/tags lists those that are configured.");
        Replies.sendError(reply, 501, api(operation.surface()), error);
    }

    private ObjectNode show(JsonNode body) {
        String name =
                Fields.text(body, "model").or(() -> Fields.text(body, "name")).orElse("");
        if (name.isEmpty()) {
            throw Fields.invalid("model is required.");
        }
        return OllamaModels.show(names.require(names.withoutLatestTag(name), "GET /api/tags lists the models."));
    }

    private void sendStored(HttpReply reply, Optional<ObjectNode> response) {
        if (response.isPresent()) {
            Replies.sendJson(reply, response.get());
        } else {
            Replies.sendError(
                    reply,
                    404,
                    openAiResponses,
                    ErrorInfo.of(
                            ErrorKind.INVALID_REQUEST,
                            "The response does not exist: only recent responses are stored, in memory."));
        }
    }

    private void chat(HttpRequest request, HttpReply reply, Api api, String consumer) {
        JsonNode body = body(request);
        Intake intake = new Intake(api.name(), consumer);
        respond(body, intake, api.read(body, intake), api, chats, reply, consumer);
    }

    private void complete(HttpRequest request, HttpReply reply, OpenAiCompletionsApi api, String consumer) {
        JsonNode body = body(request);
        Intake intake = new Intake(api.name(), consumer);
        OpenAiCompletionsApi.Request exchange = api.read(body, intake);
        respond(body, intake, exchange, api, new FilledChats(completions.get(), exchange.fill()), reply, consumer);
    }

    /** Responds to a parsed request. @param backend the component that generates the response */
    private void respond(
            JsonNode body, Intake intake, Exchange exchange, Api api, Chats backend, HttpReply reply, String consumer) {
        intake.notices().forEach(notices::logOnce);
        ChatParams params = exchange.params().forConsumer(consumer);
        Optional<ObjectNode> withoutModel = exchange.responseWithoutModel();
        if (withoutModel.isPresent()) {
            providers.resolve(params.model());
            Replies.sendJson(reply, withoutModel.get(), headers(intake));
        } else if (api.streams(body)) {
            EventStream out = new EventStream(reply, api.format(), () -> headers(intake));
            new StreamedChat(exchange.streamedResponse(out), out, times, timer, event -> report(event, intake))
                    .run(backend, params);
        } else {
            List<ChatEvent> events = new ArrayList<>();
            ChatResult result = backend.chat(
                    params.unstreamed(),
                    event -> {
                        report(event, intake);
                        events.add(event);
                    },
                    new PatientObserver(times.maxWait()));
            Replies.sendJson(reply, exchange.unstreamedResponse(events, result), headers(intake));
        }
    }

    /**
     * Reports content that the server changed or omitted. No API defines a field for this information, so it is
     * reported in the same way as content that the {@link Intake} omits.
     */
    private void report(ChatEvent event, Intake intake) {
        if (event instanceof ChatEvent.Notice notice && notice.topic() != ChatEvent.Notice.Topic.RETRY) {
            intake.addNotice(notice.message());
            notices.logOnce(notice.message());
        }
    }

    private static Map<String, String> headers(Intake intake) {
        String notice = intake.header();
        return notice.isEmpty() ? Map.of() : Map.of("x-open-llm-notice", notice);
    }

    private ObjectNode countTokens(JsonNode body, Api api, String consumer, String fieldName) {
        ChatParams params = api.read(body, new Intake(api.name(), consumer)).params();
        List<String> tools = params.tools().stream()
                .map(tool -> tool.name() + " " + tool.description() + " " + tool.inputSchema())
                .toList();
        int tokens =
                chats.countTokens(new CountTokensParams(params.model(), tools, params.messages())).counts().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        return Wire.JSON.createObjectNode().put(fieldName, tokens);
    }

    private static JsonNode body(HttpRequest request) {
        try {
            JsonNode body = Wire.JSON.readTree(request.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException malformed) {
            // the error is reported below
        }
        throw Fields.invalid("The body of the request is not a JSON object.");
    }

    @Override
    public void close() {
        timer.close();
    }
}
