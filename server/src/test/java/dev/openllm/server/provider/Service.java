package dev.openllm.server.provider;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates providers that send real network requests on this machine, and scripted responses for them. */
public final class Service {

    static final List<Dialect> DIALECTS =
            List.of(new OpenAiChatDialect(), new OpenAiResponsesDialect(), new OllamaDialect(), new GeminiDialect());

    private Service() {}

    /** Returns providers without discovered local servers. */
    static ConfiguredProviders providers(ConfigInMemory config, KeysInMemory keys) {
        return providers(config, keys, Map.of(), List.of());
    }

    public static ConfiguredProviders providers(KeysInMemory keys, ProviderConfig... configured) {
        return providers(ConfigInMemory.of(configured), keys);
    }

    static ConfiguredProviders providers(
            ConfigInMemory config, KeysInMemory keys, Map<String, String> environment, List<LocalServers.Found> local) {
        return providers(config, keys, environment, MicrosoftAccount.NONE, local);
    }

    static ConfiguredProviders providers(
            ConfigInMemory config,
            KeysInMemory keys,
            Map<String, String> environment,
            MicrosoftAccount account,
            List<LocalServers.Found> local) {
        return new ConfiguredProviders(
                config,
                keys,
                new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {}),
                DIALECTS,
                new Catalog(),
                environment,
                account,
                local);
    }

    /** Returns a local server of a built-in provider, with the address of a scripted server. */
    static LocalServers.Found localServer(String providerId, URI address) {
        return new LocalServers.Found(BuiltInProviders.all().find(providerId).orElseThrow(), address);
    }

    /** Returns an OpenAI-compatible model list. */
    public static FakeAnswer modelListResponse(String... ids) {
        return FakeAnswer.json(Stream.of(ids)
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
    }

    /** Starts a scripted server that always lists these models at {@code /v1/models}. */
    static FakeProvider startModelServer(String... ids) {
        return FakeProvider.start().always("/v1/models", request -> modelListResponse(ids));
    }
}
