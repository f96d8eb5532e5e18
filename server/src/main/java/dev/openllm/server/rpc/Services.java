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
 * The services that handle requests. All connections of a process share the same services.
 *
 * @param embeddings the supplier of the {@link Embeddings}, which are not created until they are needed
 * @param completions the supplier of the {@link InlineCompletions}, which are not created until they are needed
 * @param access the decisions about which consumers may use which models, and the usage record
 * @param ownerSecretStorage the holder of the client that stores API keys
 * @param ownerClient the holder of the client that can ask the user and save settings
 * @param ownerTools the holder of the client that provides tools
 * @param warmUp the action that loads data for the first chat; it runs on a separate thread after the reply to {@code
 *     initialize}
 * @param version the server version
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
