package dev.openllm.server.provider;

import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.BuiltInProvider;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.RequestSigner;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Creates the provider descriptions that are returned to clients. */
final class ProviderInfos {

    private final ProviderStatuses providerStatuses;
    private final ModelListCache modelLists;
    private final RequestSigner signer;
    private final AvailableModels availableModels;

    ProviderInfos(
            ProviderStatuses providerStatuses,
            ModelListCache modelLists,
            RequestSigner signer,
            AvailableModels availableModels) {
        this.providerStatuses = providerStatuses;
        this.modelLists = modelLists;
        this.signer = signer;
        this.availableModels = availableModels;
    }

    ProviderStatus status(ActiveProviders.Entry entry) {
        if (entry instanceof ActiveProviders.Entry.Usable usable) {
            ModelListCache.Known known = modelLists.cached(usable.endpoint());
            return providerStatuses.of(
                    entry,
                    known,
                    availableModels.chatModels(usable, known).size(),
                    availableModels.embeddingModels(usable, known).size());
        }
        return providerStatuses.of(entry, ModelListCache.Known.EMPTY, 0, 0);
    }

    ProviderInfo of(ActiveProviders.Entry entry) {
        return switch (entry) {
            case ActiveProviders.Entry.Usable usable -> ofUsable(usable);
            case ActiveProviders.Entry.Broken broken -> withoutEndpoint(broken, true);
            case ActiveProviders.Entry.Off off -> withoutEndpoint(off, false);
        };
    }

    private ProviderInfo ofUsable(ActiveProviders.Entry.Usable entry) {
        Endpoint endpoint = entry.endpoint();
        ModelListCache.Known known = modelLists.cached(endpoint);
        Optional<UserText> keySource = signer.keySource(entry.name());
        return new ProviderInfo(
                entry.name(),
                endpoint.displayName(),
                endpoint.dialect().name(),
                endpoint.apiBase().toString(),
                Addresses.isLoopback(endpoint.apiBase()),
                true,
                true,
                status(entry),
                endpoint.needsKey(),
                keySource.map(UserText::english),
                endpoint.key().envNames(),
                availableModels.chatModels(entry, known).size(),
                endpoint.builtInId().flatMap(BuiltInProviders.all()::find).flatMap(BuiltInProvider::documentation),
                Optional.of(entry.discovered() ? "found running" : source(entry.config())),
                providerStatuses.lastAnswerAtMs(entry.name()),
                keySource.flatMap(UserText::template));
    }

    private ProviderInfo withoutEndpoint(ActiveProviders.Entry entry, boolean enabled) {
        ProviderConfig config = entry.config();
        Optional<BuiltInProvider> builtIn =
                BuiltInProviders.all().find(config.preset().orElse(config.name()));
        return new ProviderInfo(
                config.name(),
                config.displayName()
                        .or(() -> builtIn.map(BuiltInProvider::name))
                        .orElse(config.name()),
                config.dialect().or(() -> builtIn.map(BuiltInProvider::dialect)).orElse("openai-chat"),
                config.apiBase()
                        .or(() -> builtIn.filter(provider -> config.fault().isEmpty())
                                .flatMap(BuiltInProvider::apiBase))
                        .orElse(""),
                builtIn.map(BuiltInProvider::isLocal).orElse(false),
                true,
                enabled,
                status(entry),
                builtIn.map(BuiltInProvider::needsKey).orElse(false),
                Optional.empty(),
                builtIn.map(BuiltInProvider::keyEnv).orElse(List.of()),
                0,
                builtIn.flatMap(BuiltInProvider::documentation),
                Optional.of(source(config)),
                OptionalLong.empty());
    }

    /** Returns the description of a built-in provider that the user can add. */
    ProviderInfo ofBuiltIn(BuiltInProvider builtIn) {
        return new ProviderInfo(
                builtIn.id(),
                builtIn.name(),
                builtIn.dialect(),
                builtIn.apiBase().orElse(""),
                builtIn.isLocal(),
                false,
                false,
                new ProviderStatus(ProviderStatus.State.KNOWN, UserText.of("Not configured"), Optional.empty()),
                builtIn.needsKey(),
                Optional.empty(),
                builtIn.keyEnv(),
                0,
                builtIn.documentation(),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static String source(ProviderConfig config) {
        Origin origin = config.origins().get("name");
        if (origin == null) {
            return "configuration";
        }
        return switch (origin.source()) {
            case BUILT_IN -> "built in";
            case VSCODE_GROUP -> "Add Models in VS Code";
            case VSCODE_USER -> "VS Code settings";
            case VSCODE_WORKSPACE -> "VS Code workspace settings";
            case COMMAND_LINE, YAML_USER, YAML_WORKSPACE, POLICY ->
                origin.file().map(file -> file + ":" + origin.line()).orElse("configuration");
        };
    }
}
