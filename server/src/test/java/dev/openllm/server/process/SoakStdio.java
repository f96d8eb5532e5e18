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
    private static final long FIRST_ID = 1_000_000_000L;

    private final ServerProcess server;
    private final URI provider;

    SoakStdio(ServerProcess server, URI provider) throws Exception {
        this.server = server;
        this.provider = provider;
        server.ask("initialize", Conversation.initialize(provider));
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
                JsonNode result = server.ask("chat/start", Conversation.ask("Question " + number, "t" + number));
                require(result.path("finishReason").asText().equals("stop"), result);
            }
            case "stdio cancel" -> cancel(number);
            case "stdio refused" -> failure(SoakProvider.REFUSED, number);
            case "stdio cut" -> failure(SoakProvider.CUT, number);
            case "stdio models" -> {
                JsonNode models = server.ask("models/list", ListModelsParams.ALL);
                require(models.path("models").size() > 0, models);
            }
            case "stdio settings" ->
                server.notify(
                        "settings/didChange", Conversation.initialize(provider).settings());
            default -> failure(server.request("no/such/method", Map.of("a", number)));
        }
    }

    private void cancel(int number) throws Exception {
        long id = FIRST_ID + number;
        CompletableFuture<JsonNode> chat =
                server.request(id, "chat/start", Conversation.ask(SoakProvider.ENDLESS, "t" + number));
        TimeUnit.MILLISECONDS.sleep(CANCEL_AFTER_MS);
        server.notify("$/cancelRequest", Map.of("id", id));
        failure(chat);
    }

    private void failure(String question, int number) throws Exception {
        failure(server.request("chat/start", Conversation.ask(question, "t" + number)));
    }

    private static void failure(CompletableFuture<JsonNode> request) throws Exception {
        try {
            JsonNode result = request.get(TestTimeouts.SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("should have failed: " + result);
        } catch (ExecutionException expected) {
            require(expected.getCause() instanceof ServerProcess.RemoteError, expected);
        }
    }

    private static void require(boolean holds, Object story) {
        if (!holds) {
            throw new AssertionError(story.toString());
        }
    }
}
