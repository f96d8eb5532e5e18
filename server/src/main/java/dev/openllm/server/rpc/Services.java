package dev.openllm.server.rpc;

import dev.openllm.server.chat.Chats;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Secrets;

/**
 * What requests are answered from; shared by all connections of a process.
 *
 * @param ownerStorage is told which client keeps keys
 * @param warmUp loads what the first chat needs; run behind the answer to {@code initialize}, on a thread of its own
 * @param version the server's version
 */
public record Services(
        Chats chats,
        Providers providers,
        ConfigSource config,
        Secrets secrets,
        OwnerStorage ownerStorage,
        Announcements announcements,
        Runnable warmUp,
        String version) {}
