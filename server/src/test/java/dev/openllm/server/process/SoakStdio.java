package dev.openllm.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.testing.TestTimeouts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** An editor in the soak test. */
final class SoakStdio implements SoakTraffic.Client {

    private static final int CANCEL_AFTER_MS = 60;
    /** The first ID of requests with an explicit ID. It does not overlap with the IDs that the client generates. */
    private static final long FIRST_CANCELABLE_ID = 1_000_000_000L;

    private final ServerProcess server;
    private final URI provider;

    SoakStdio(ServerProcess server, URI provider) throws Exception {
        this.server = server;
        this.provider = provider;
        server.requestAndWait("initialize", Conversation.initialize(provider));
    }

    @Override
    public List<String> kinds() {
        return List.of(
                "stdio chat",
                "stdio cancel",
                "stdio refused",
                "stdio cut",
                "stdio models",
                "stdio settings",
                "stdio nonsense");
    }

    @Override
    public void exchange(String kind, int number) throws Exception {
        server.drainNotifications();
        switch (kind) {
            case "stdio chat" -> {
                JsonNode result =
                        server.requestAndWait("chat/start", Conversation.chat("Question " + number, "t" + number));
                require(result.path("finishReason").asText().equals("stop"), result);
            }
            case "stdio cancel" -> cancel(number);
            case "stdio refused" -> expectFailure(SoakProvider.REFUSED, number);
            case "stdio cut" -> expectFailure(SoakProvider.TRUNCATED, number);
            case "stdio models" -> {
                JsonNode models = server.requestAndWait("models/list", ListModelsParams.ALL);
                require(models.path("models").size() > 0, models);
            }
            case "stdio settings" ->
                server.notify(
                        "settings/didChange", Conversation.initialize(provider).settings());
            default -> expectFailure(server.request("no/such/method", Map.of("a", number)));
        }
    }

    private void cancel(int number) throws Exception {
        long id = FIRST_CANCELABLE_ID + number;
        CompletableFuture<JsonNode> chat =
                server.request(id, "chat/start", Conversation.chat(SoakProvider.ENDLESS, "t" + number));
        TimeUnit.MILLISECONDS.sleep(CANCEL_AFTER_MS);
        server.notify("$/cancelRequest", Map.of("id", id));
        expectFailure(chat);
    }

    private void expectFailure(String prompt, int number) throws Exception {
        expectFailure(server.request("chat/start", Conversation.chat(prompt, "t" + number)));
    }

    private static void expectFailure(CompletableFuture<JsonNode> request) throws Exception {
        try {
            JsonNode result = request.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("should have failed: " + result);
        } catch (ExecutionException expected) {
            require(expected.getCause() instanceof ServerProcess.RemoteError, expected);
        }
    }

    private static void require(boolean condition, Object details) {
        if (!condition) {
            throw new AssertionError(details.toString());
        }
    }
}
