package dev.openllm.server.chat;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.Pricing;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.endpoint.AuthScheme;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Models for tests that have all capabilities, a context of 100,000 tokens, and prices of 1 and 2 dollars per million
 * tokens.
 */
public final class TestModels {

    public static final ModelInfo.Capabilities ALL_CAPABILITIES =
            new ModelInfo.Capabilities(true, true, true, true, List.of("low", "high"), true, true);

    public static final ModelInfo.Capabilities TEXT_ONLY =
            new ModelInfo.Capabilities(true, false, false, false, List.of(), false, true);

    private TestModels() {}

    public static ModelInfo info(String id) {
        return info(id, ALL_CAPABILITIES);
    }

    public static ModelInfo info(String id, ModelInfo.Capabilities capabilities) {
        int slash = id.indexOf('/');
        return new ModelInfo(
                id,
                id.substring(0, slash),
                id.substring(slash + 1),
                id,
                id.substring(slash + 1),
                new ModelInfo.Limits(100_000, 80_000, 20_000),
                capabilities,
                Optional.of(new Pricing(1, 2, OptionalDouble.empty(), OptionalDouble.empty())),
                Optional.empty(),
                Map.of("limits.contextTokens", "test"));
    }

    public static ResolvedModel.Remote remote(ModelInfo info, Dialect dialect, URI apiBase, ModelConfig config) {
        Endpoint endpoint = new Endpoint(
                info.provider(),
                info.provider(),
                Optional.empty(),
                dialect,
                apiBase,
                Optional.of(AuthScheme.BEARER),
                false,
                new SecretQuery(info.provider(), List.of("TEST_KEY"), apiBase.toString(), false),
                Map.of(),
                Map.of(),
                Quirks.NONE);
        return new ResolvedModel.Remote(endpoint, dialect, info, new Quirks(config.quirks()), config);
    }
}
