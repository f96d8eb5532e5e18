package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.provider.endpoint.Addresses;
import java.time.Duration;
import java.util.Set;

/**
 * Reasons to request a stream from a provider; a request to which none applies is sent unstreamed. An unstreamed
 * response costs a fraction of the CPU time but shows nothing until it is complete, so anything that may take long is
 * streamed regardless of what the caller requested.
 */
enum StreamRule {
    /** The caller reads the response as it arrives. */
    CALLER {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return params.stream().orElse(true);
        }
    },

    /** A local server may have to load the model first and generates slowly. */
    LOCAL_SERVER {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            String host = remote.endpoint().apiBase().getHost();
            return host == null || Addresses.isNearby(host);
        }
    },

    /** The protocol of servers that load models on demand, wherever they run. */
    DIALECT {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return STREAMING_DIALECTS.contains(remote.dialect().name());
        }
    },

    /** A reasoning model may reason for minutes before the response begins. */
    REASONING {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return remote.info().capabilities().reasoning();
        }
    },

    /** The response may be so long that an intermediary closes a connection on which nothing is sent. */
    LONG_RESPONSE {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            Duration longest = generationTime(params.options(), remote.info().limits());
            return longest.isZero() || longest.compareTo(LONGEST_UNSTREAMED) > 0;
        }
    };

    private static final Set<String> STREAMING_DIALECTS = Set.of("ollama-chat");

    /**
     * The rate and the limit at which Anthropic's own SDKs refuse unstreamed requests: 128,000 tokens per hour, and ten
     * minutes. Source: https://github.com/anthropics/anthropic-sdk-python#long-requests
     */
    private static final long TOKENS_PER_HOUR = 128_000;

    private static final Duration LONGEST_UNSTREAMED = Duration.ofMinutes(10);

    abstract boolean applies(Remote remote, ChatParams params);

    /** Whether to request a stream; never when the model does not support streaming. */
    static boolean wantsStream(Remote remote, ChatParams params) {
        if (!remote.info().capabilities().streaming()) {
            return false;
        }
        for (StreamRule rule : values()) {
            if (rule.applies(remote, params)) {
                return true;
            }
        }
        return false;
    }

    /**
     * How long to wait for the response to this call. The first byte of an unstreamed response arrives after its last
     * token was generated, so the expected generation time is added to the limit; a provider that hangs still times
     * out.
     */
    static TimeLimits limits(ChatCall call, TimeLimits limits) {
        if (call.stream()) {
            return limits;
        }
        Duration longest = generationTime(call.options(), call.limits());
        // A model that does not support streaming may have a larger limit, or no known one.
        Duration added = longest.isZero() || longest.compareTo(LONGEST_UNSTREAMED) > 0 ? LONGEST_UNSTREAMED : longest;
        return new TimeLimits(limits.connect(), limits.firstByte().plus(added), limits.silence());
    }

    /** For the longest response that the options and the model allow; zero when no limit is known. */
    private static Duration generationTime(ChatOptions options, ModelInfo.Limits limits) {
        long tokens = options.maxOutputTokens().orElse(limits.maxOutputTokens());
        return Duration.ofMillis(Math.max(0, tokens) * Duration.ofHours(1).toMillis() / TOKENS_PER_HOUR);
    }
}
