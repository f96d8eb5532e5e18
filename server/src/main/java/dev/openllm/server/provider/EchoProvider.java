package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The built-in Echo provider, whose model responds without network access. It is intended for users who have no other
 * model and for testing extensions.
 */
final class EchoProvider {

    static final ModelInfo INFO = new ModelInfo(
            "echo/echo",
            ActiveProviders.ECHO,
            "echo",
            "Echo (built in)",
            "echo",
            new ModelInfo.Limits(131_072, 98_304, 32_768),
            new ModelInfo.Capabilities(true, true, true, true, List.of(), true, true),
            Optional.empty(),
            Optional.empty(),
            Map.of(
                    "limits.contextTokens",
                    "built in",
                    "limits.maxInputTokens",
                    "built in",
                    "limits.maxOutputTokens",
                    "built in",
                    "capabilities.tools",
                    "built in",
                    "capabilities.vision",
                    "built in"));

    private EchoProvider() {}

    static ProviderInfo provider(boolean enabled) {
        ProviderStatus status = enabled
                ? new ProviderStatus(
                        ProviderStatus.State.READY,
                        UserText.of("Ready · {0}", UserText.of("1 model")),
                        Optional.empty())
                : new ProviderStatus(ProviderStatus.State.DISABLED, UserText.of("Disabled"), Optional.empty());
        return new ProviderInfo(
                ActiveProviders.ECHO,
                "Echo",
                "",
                "",
                true,
                true,
                enabled,
                status,
                false,
                Optional.empty(),
                List.of(),
                enabled ? 1 : 0,
                Optional.empty(),
                Optional.of("built in"),
                OptionalLong.empty());
    }
}
