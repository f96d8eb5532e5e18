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
 * @param embeddings a supplier that creates the {@link Embeddings} at first use
 * @param completions a supplier that creates the {@link InlineCompletions} at first use
 * @param access the decisions about which consumers may use which models, and the usage record
 * @param ownerSecretStorage the holder of the client that stores API keys
 * @param ownerClient the holder of the client that can ask the user and save settings
 * @param ownerTools the holder of the client that provides tools
 * @param warmUp the action that loads what the first chat needs, which is run on its own thread after the reply to
 *     {@code initialize}
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
