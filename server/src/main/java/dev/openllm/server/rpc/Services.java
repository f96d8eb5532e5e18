package dev.openllm.server.rpc;

import dev.openllm.server.access.Access;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.edit.ConfigEditing;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Secrets;
import java.util.function.Supplier;

/**
 * What requests are answered from; shared by all connections of a process.
 *
 * @param embeddings made when it is first needed
 * @param access who may use which model, and who did
 * @param ownerStorage is told which client keeps keys
 * @param ownerQuestions is told which client can ask the user and write its settings
 * @param ownerTools is told which client has tools
 * @param warmUp loads what the first chat needs; run behind the answer to {@code initialize}, on its own thread
 * @param version the server's version
 */
public record Services(
        Chats chats,
        Supplier<Embeddings> embeddings,
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
