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
 * The reasons for requesting a streamed response from a provider. If no reason applies, an unstreamed response is
 * requested, because it can be processed in a fraction of the CPU time. However, an unstreamed response is not visible
 * until it is complete. Responses that could take a long time are therefore streamed even if the caller did not request
 * a stream.
 */
enum StreamRule {
    /** The caller reads the response as it arrives. */
    CALLER {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return params.stream().orElse(true);
        }
    },

    /** A local server generates responses slowly and might have to load the model first. */
    LOCAL_SERVER {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            String host = remote.endpoint().apiBase().getHost();
            return host == null || Addresses.isNearby(host);
        }
    },

    /** The dialect is used by servers that load models on demand. This reason applies regardless of the host. */
    DIALECT {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return STREAMING_DIALECTS.contains(remote.dialect().name());
        }
    },

    /** A reasoning model can spend minutes on reasoning before the response begins. */
    REASONING {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            return remote.info().capabilities().reasoning();
        }
    },

    /** The response could take so long that an intermediary, such as a proxy, closes the idle connection. */
    LONG_RESPONSE {
        @Override
        boolean applies(Remote remote, ChatParams params) {
            Duration generationTime =
                    generationTime(params.options(), remote.info().limits());
            return generationTime.isZero() || generationTime.compareTo(MAX_UNSTREAMED) > 0;
        }
    };

    private static final Set<String> STREAMING_DIALECTS = Set.of("ollama-chat");

    /**
     * The generation rate that the Anthropic SDKs assume: 128,000 tokens per hour. The SDKs refuse to send unstreamed
     * requests that could take more than ten minutes at this rate. Source:
     * https://github.com/anthropics/anthropic-sdk-python#long-requests
     */
    private static final long TOKENS_PER_HOUR = 128_000;

    private static final Duration MAX_UNSTREAMED = Duration.ofMinutes(10);

    abstract boolean applies(Remote remote, ChatParams params);

    /** Returns whether to request a stream. The result is always false if the model does not support streaming. */
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
     * Returns the time limits for the response to this call. The first byte of an unstreamed response arrives only
     * after the last token has been generated, so the generation time of the longest possible response, up to ten
     * minutes, is added to the limit for the first byte.
     */
    static TimeLimits limits(ChatCall call, TimeLimits limits) {
        if (call.stream()) {
            return limits;
        }
        Duration generationTime = generationTime(call.options(), call.limits());
        // If the model does not support streaming, generating its longest response can take more than ten minutes or an
        // unknown time, so the added time is limited.
        Duration added = generationTime.isZero() || generationTime.compareTo(MAX_UNSTREAMED) > 0
                ? MAX_UNSTREAMED
                : generationTime;
        return new TimeLimits(limits.connect(), limits.firstByte().plus(added), limits.silence());
    }

    /**
     * Returns the time needed to generate the longest response that the options and the model allow, or zero if no
     * limit is known.
     */
    private static Duration generationTime(ChatOptions options, ModelInfo.Limits limits) {
        long tokens = options.maxOutputTokens().orElse(limits.maxOutputTokens());
        return Duration.ofMillis(Math.max(0, tokens) * Duration.ofHours(1).toMillis() / TOKENS_PER_HOUR);
    }
}
