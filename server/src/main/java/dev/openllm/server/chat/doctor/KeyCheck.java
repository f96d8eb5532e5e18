package dev.openllm.server.chat.doctor;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.SecretQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tests an API key by sending a request to a model. A model list request is not sufficient because many providers list
 * their models without authentication.
 */
public final class KeyCheck {

    private final Providers providers;
    private final Chats chats;
    private final Consumer<String> embed;

    /**
     * Creates an instance that tests API keys with chat requests and embedding requests.
     *
     * @param embed the function that requests an embedding from a model, for providers that offer only embedding models
     */
    public KeyCheck(Providers providers, Chats chats, Consumer<String> embed) {
        this.providers = providers;
        this.chats = chats;
        this.embed = embed;
    }

    /**
     * Tests an API key and blocks until the provider has responded.
     *
     * @throws OpenLlmException if the provider is not active
     */
    public TestSecretResult run(SecretQuery key, Optional<String> model) {
        providers.models(new ListModelsParams(true, Optional.of(key.provider())));
        ProviderInfo provider = activeProvider(key);
        Optional<ErrorInfo> listError = provider.status().error();
        Optional<ModelInfo> testedModel = listError.isPresent()
                ? Optional.empty()
                : CheckedModel.of(providers, provider, model).or(() -> firstEmbeddingModel(provider));
        Optional<ErrorInfo> error =
                listError.or(() -> testedModel.flatMap(found -> failure(() -> sendTestRequest(found))));
        return new TestSecretResult(
                provider.name(),
                provider.keySource(),
                testedModel.map(ModelInfo::id),
                error,
                provider.keySourceTemplate());
    }

    private void sendTestRequest(ModelInfo model) {
        if (model.embedding().isPresent()) {
            embed.accept(model.id());
        } else {
            chats.chat(testParams(model.id()), event -> {});
        }
    }

    private Optional<ModelInfo> firstEmbeddingModel(ProviderInfo provider) {
        return providers.models(new ListModelsParams(false, Optional.of(provider.name()))).embeddingModels().stream()
                .findFirst();
    }

    private ProviderInfo activeProvider(SecretQuery key) {
        return providers.providers(new ListProvidersParams(false, false)).providers().stream()
                .filter(info -> info.name().equals(key.provider()))
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("Provider {0} is not active.", key.provider()),
                        UserText.of("Run `open-llm add {0}` to use it.", key.provider())
                                .inVsCode("Run the \"Open LLM: Add Provider\" command to add the provider, or run the"
                                        + " \"Open LLM: Providers and Models\" command to see the active"
                                        + " providers.")));
    }

    /**
     * Tests one of the provider's additional API keys, which are identified by name.
     *
     * @param find the function that finds the API key if it can be sent to the provider
     */
    public TestSecretResult runNamed(
            SecretQuery key, Optional<String> model, Function<SecretQuery, Optional<Lookup.Found>> find) {
        String name = key.name().orElseThrow();
        Lookup.Found found = find.apply(key)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.AUTH,
                        UserText.of(
                                "{1} has no API key named {0} that can be sent to {2}.",
                                name, key.provider(), key.origin()),
                        UserText.of(
                                "Run `open-llm secrets list {0}` to see the API keys, or `open-llm secrets set {0} "
                                        + "--name {1}` to store this key.",
                                key.provider(), name)));
        ModelInfo testedModel = CheckedModel.of(providers, activeProvider(key), model)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "Provider {0} does not list a model that can be used to test the API key.",
                                key.provider()),
                        UserText.of("Specify a model with --model.")));
        return new TestSecretResult(
                key.provider(),
                Optional.of(found.location().english()),
                Optional.of(testedModel.id()),
                failure(() -> chats.chatWithKey(name, testParams(testedModel.id()))),
                found.location().template());
    }

    private static Optional<ErrorInfo> failure(Runnable chat) {
        try {
            chat.run();
            return Optional.empty();
        } catch (OpenLlmException failed) {
            if (failed.info().kind() == ErrorKind.CANCELLED) {
                throw failed;
            }
            return Optional.of(failed.info());
        }
    }

    private static ChatParams testParams(String model) {
        return new ChatParams(
                model,
                List.of(Message.user("Answer with the word yes.")),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.empty(),
                Optional.of("doctor"));
    }
}
