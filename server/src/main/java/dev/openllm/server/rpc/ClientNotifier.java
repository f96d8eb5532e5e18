package dev.openllm.server.rpc;

import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.config.ProblemsParams;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Redaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Notifies connected clients of changes to models, provider states, and problems. A client that reads slowly does not
 * delay other clients, but can miss notifications.
 */
public final class ClientNotifier {

    private final Map<OpenLlmClient, Outbox> outboxes = new ConcurrentHashMap<>();

    public ClientNotifier(Providers providers, ConfigSource config) {
        providers.onModelsChanged(() -> outboxes.values().forEach(Outbox::modelsChanged));
        providers.health().onStatusChanged(status -> broadcast(client -> client.statusChanged(status)));
        config.onChange(changed -> broadcast(client -> client.problems(new ProblemsParams(changed.problems()))));
    }

    /** Writes a line to the log of every client. The line must not contain secrets or the content of conversations. */
    public void log(LogParams.Level level, String message) {
        LogParams params = new LogParams(level, Redaction.redact(message));
        broadcast(client -> client.log(params));
    }

    void join(OpenLlmClient client) {
        outboxes.computeIfAbsent(client, Outbox::new);
    }

    void leave(OpenLlmClient client) {
        Outbox outbox = outboxes.remove(client);
        if (outbox != null) {
            outbox.executor.shutdownNow();
        }
    }

    private void broadcast(Consumer<OpenLlmClient> message) {
        outboxes.values().forEach(outbox -> outbox.add(message));
    }

    /** The pending notifications for one client, in the order in which they are sent. */
    private static final class Outbox {

        private static final int MAX_QUEUED_MESSAGES = 1000;

        private final OpenLlmClient client;
        private final AtomicBoolean modelsPending = new AtomicBoolean();
        private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_QUEUED_MESSAGES),
                Thread.ofVirtual().name("announcements").factory(),
                new ThreadPoolExecutor.DiscardPolicy());

        Outbox(OpenLlmClient client) {
            this.client = client;
            executor.allowCoreThreadTimeOut(true);
        }

        void add(Consumer<OpenLlmClient> message) {
            executor.execute(() -> {
                message.accept(client);
                sendModelsChanged();
            });
        }

        /**
         * Notifies the client that the model list has changed. A single notification covers all changes since the
         * previous one. If the queue is full, the notification is sent together with a message that is already queued.
         */
        void modelsChanged() {
            if (modelsPending.compareAndSet(false, true)) {
                executor.execute(this::sendModelsChanged);
            }
        }

        private void sendModelsChanged() {
            if (modelsPending.compareAndSet(true, false)) {
                client.modelsChanged();
            }
        }
    }
}
