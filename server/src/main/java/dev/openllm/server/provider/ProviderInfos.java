package dev.openllm.server.provider;

import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.server.config.Origin;
import dev.openllm.server.config.ProviderConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Describes providers for whoever shows them. */
final class ProviderInfos {

    private final Statuses statuses;
    private final ModelLists lists;
    private final Requests requests;
    private final OfferedModels models;

    ProviderInfos(Statuses statuses, ModelLists lists, Requests requests, OfferedModels models) {
        this.statuses = statuses;
        this.lists = lists;
        this.requests = requests;
        this.models = models;
    }

    ProviderStatus status(Roster.Entry entry) {
        if (entry instanceof Roster.Entry.Usable usable) {
            ModelLists.Known known = lists.known(usable.endpoint());
            return statuses.of(entry, known, models.of(usable, known).size());
        }
        return statuses.of(entry, ModelLists.Known.NOTHING, 0);
    }

    ProviderInfo of(Roster.Entry entry) {
        return switch (entry) {
            case Roster.Entry.Usable usable -> ofUsable(usable);
            case Roster.Entry.Broken broken -> withoutEndpoint(broken, true);
            case Roster.Entry.Off off -> withoutEndpoint(off, false);
        };
    }

    private ProviderInfo ofUsable(Roster.Entry.Usable entry) {
        Endpoint endpoint = entry.endpoint();
        ModelLists.Known known = lists.known(endpoint);
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
                requests.keyPlace(entry.name()),
                endpoint.key().envNames(),
                models.of(entry, known).size(),
                endpoint.known().flatMap(KnownServices.all()::named).flatMap(KnownService::documentation),
                Optional.of(entry.found() ? "found running" : source(entry.config())),
                statuses.lastAnswerAtMs(entry.name()));
    }

    private ProviderInfo withoutEndpoint(Roster.Entry entry, boolean enabled) {
        ProviderConfig config = entry.config();
        Optional<KnownService> service = KnownServices.all().named(config.preset().orElse(config.name()));
        return new ProviderInfo(
                config.name(),
                config.displayName().or(() -> service.map(KnownService::name)).orElse(config.name()),
                config.dialect().or(() -> service.map(KnownService::dialect)).orElse("openai-chat"),
                config.apiBase().or(() -> service.flatMap(KnownService::apiBase)).orElse(""),
                service.map(KnownService::local).orElse(false),
                true,
                enabled,
                status(entry),
                service.map(KnownService::needsKey).orElse(false),
                Optional.empty(),
                service.map(KnownService::keyEnv).orElse(List.of()),
                0,
                service.flatMap(KnownService::documentation),
                Optional.of(source(config)),
                OptionalLong.empty());
    }

    /** A service that could be added. */
    ProviderInfo known(KnownService service) {
        return new ProviderInfo(
                service.id(),
                service.name(),
                service.dialect(),
                service.apiBase().orElse(""),
                service.local(),
                false,
                false,
                new ProviderStatus(ProviderStatus.State.KNOWN, "Not configured", Optional.empty()),
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
            case VSCODE_WORKSPACE -> "VS Code settings of the workspace";
            case COMMAND_LINE, YAML_USER, YAML_WORKSPACE ->
                origin.file().map(file -> file + ":" + origin.line()).orElse("configuration");
        };
    }
}
