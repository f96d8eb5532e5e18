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
 * Why a provider is asked for a stream; a request to which no rule applies is sent unstreamed. An unstreamed response
 * costs a fraction of the CPU time, but says nothing until it is complete, so anything that may take long is streamed
 * whatever the caller asked for.
 */
enum StreamRule {
    /** The caller reads the response as it arrives. */
    CALLER {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return params.stream().orElse(true);
        }
    },

    /** A local server may first load the model and generates slowly. */
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

    /** A reasoning model may think for minutes before the response begins. */
    REASONING {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return remote.info().capabilities().reasoning();
        }
    },

    /** The response may be so long that a connection without any byte would be closed on the way. */
    LONG_RESPONSE {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            Duration longest = generationTime(params.options(), remote.info().limits());
            return longest.isZero() || longest.compareTo(LONGEST_UNSTREAMED) > 0;
        }
    };

    private static final Set<String> STREAMING_DIALECTS = Set.of("ollama-chat");

    /**
     * The pace and the limit with which Anthropic's own SDKs refuse unstreamed requests: 128,000 tokens an hour and ten
     * minutes. Source: https://github.com/anthropics/anthropic-sdk-python#long-requests
     */
    private static final long TOKENS_PER_HOUR = 128_000;

    private static final Duration LONGEST_UNSTREAMED = Duration.ofMinutes(10);

    abstract boolean applies(Remote remote, ChatParams params);

    /** Whether to ask the provider for a stream; never when the model cannot. */
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
     * How long to wait for the response to this call. The first byte of an unstreamed response comes when its last
     * token is generated, so the time that generating may take is added to the limit; a provider that hangs still ends.
     */
    static TimeLimits limits(ChatCall call, TimeLimits limits) {
        if (call.stream()) {
            return limits;
        }
        Duration longest = generationTime(call.options(), call.limits());
        // A model that cannot stream may be allowed more, or have no known limit.
        Duration added = longest.isZero() || longest.compareTo(LONGEST_UNSTREAMED) > 0 ? LONGEST_UNSTREAMED : longest;
        return new TimeLimits(limits.connect(), limits.firstByte().plus(added), limits.silence());
    }

    /** Of the longest response that the options and the model allow; zero when there is no known limit. */
    private static Duration generationTime(ChatOptions options, ModelInfo.Limits limits) {
        long tokens = options.maxOutputTokens().orElse(limits.maxOutputTokens());
        return Duration.ofMillis(Math.max(0, tokens) * Duration.ofHours(1).toMillis() / TOKENS_PER_HOUR);
    }
}
