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
    private final ModelListCache lists;
    private final RequestSigner requests;
    private final AvailableModels models;

    ProviderInfos(
            ProviderStatuses providerStatuses, ModelListCache lists, RequestSigner requests, AvailableModels models) {
        this.providerStatuses = providerStatuses;
        this.lists = lists;
        this.requests = requests;
        this.models = models;
    }

    ProviderStatus status(ActiveProviders.Entry entry) {
        if (entry instanceof ActiveProviders.Entry.Usable usable) {
            ModelListCache.Known known = lists.known(usable.endpoint());
            return providerStatuses.of(
                    entry,
                    known,
                    models.of(usable, known).size(),
                    models.forEmbeddings(usable, known).size());
        }
        return providerStatuses.of(entry, ModelListCache.Known.NOTHING, 0, 0);
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
        ModelListCache.Known known = lists.known(endpoint);
        Optional<UserText> keySource = requests.keyPlace(entry.name());
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
                models.of(entry, known).size(),
                endpoint.known().flatMap(BuiltInProviders.all()::named).flatMap(BuiltInProvider::documentation),
                Optional.of(entry.found() ? "found running" : source(entry.config())),
                providerStatuses.lastAnswerAtMs(entry.name()),
                keySource.flatMap(UserText::template));
    }

    private ProviderInfo withoutEndpoint(ActiveProviders.Entry entry, boolean enabled) {
        ProviderConfig config = entry.config();
        Optional<BuiltInProvider> service =
                BuiltInProviders.all().named(config.preset().orElse(config.name()));
        return new ProviderInfo(
                config.name(),
                config.displayName()
                        .or(() -> service.map(BuiltInProvider::name))
                        .orElse(config.name()),
                config.dialect().or(() -> service.map(BuiltInProvider::dialect)).orElse("openai-chat"),
                config.apiBase()
                        .or(() -> service.filter(known -> config.fault().isEmpty())
                                .flatMap(BuiltInProvider::apiBase))
                        .orElse(""),
                service.map(BuiltInProvider::local).orElse(false),
                true,
                enabled,
                status(entry),
                service.map(BuiltInProvider::needsKey).orElse(false),
                Optional.empty(),
                service.map(BuiltInProvider::keyEnv).orElse(List.of()),
                0,
                service.flatMap(BuiltInProvider::documentation),
                Optional.of(source(config)),
                OptionalLong.empty());
    }

    /** Returns the description of a built-in provider that the user can add. */
    ProviderInfo known(BuiltInProvider service) {
        return new ProviderInfo(
                service.id(),
                service.name(),
                service.dialect(),
                service.apiBase().orElse(""),
                service.local(),
                false,
                false,
                new ProviderStatus(ProviderStatus.State.KNOWN, UserText.of("Not configured"), Optional.empty()),
                service.needsKey(),
                Optional.empty(),
                service.keyEnv(),
                0,
                service.documentation(),
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
