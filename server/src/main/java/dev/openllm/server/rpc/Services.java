package dev.openllm.server.rpc;

import dev.openllm.server.access.Access;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.completion.InlineCompletions;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.edit.ConfigEditing;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Secrets;
import java.util.function.Supplier;

/**
 * The services that handle requests, shared by all connections of a process.
 *
 * @param embeddings created at first use
 * @param completions created at first use
 * @param access who may use which model, and the record
 * @param ownerSecretStorage receives the client that stores keys
 * @param ownerClient receives the client that can ask the user and write its settings
 * @param ownerTools receives the client that has tools
 * @param warmUp loads what the first chat needs; run after the reply to {@code initialize}, on its own thread
 * @param version the server's version
 */
public record Services(
        Chats chats,
        Supplier<Embeddings> embeddings,
        Supplier<InlineCompletions> completions,
        Access access,
        Providers providers,
        ConfigSource config,
        ConfigEditing configEditing,
        Secrets secrets,
        OwnerSecretStorage ownerSecretStorage,
        OwnerClient ownerClient,
        OwnerTools ownerTools,
        ClientNotifier clientNotifier,
        Runnable warmUp,
        String version) {}
