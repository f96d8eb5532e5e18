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
import dev.openllm.server.chat.Chats;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.SecretQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tries a key: many providers list their models for anybody, so one of them has to answer. */
public final class KeyCheck {

    private final Providers providers;
    private final Chats chats;

    public KeyCheck(Providers providers, Chats chats) {
        this.providers = providers;
        this.chats = chats;
    }

    /** Blocks for as long as the provider takes. @throws OpenLlmException when the provider is not in use */
    public TestSecretResult run(SecretQuery key, Optional<String> model) {
        providers.models(new ListModelsParams(true, Optional.of(key.provider())));
        ProviderInfo provider = inUse(key);
        Optional<ErrorInfo> refusal = provider.status().error();
        Optional<ModelInfo> asked =
                refusal.isPresent() ? Optional.empty() : CheckedModel.of(providers, provider, model);
        Optional<ErrorInfo> error = refusal.or(() -> asked.flatMap(this::failure));
        return new TestSecretResult(provider.name(), provider.keySource(), asked.map(ModelInfo::id), error);
    }

    private ProviderInfo inUse(SecretQuery key) {
        return providers.providers(new ListProvidersParams(false, false)).providers().stream()
                .filter(info -> info.name().equals(key.provider()))
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "Provider " + key.provider() + " is not in use.",
                        "Add it to the configuration, or see what is in use with `open-llm providers`."));
    }

    /**
     * Tries one of the further keys of a provider, and no other in its place.
     *
     * @param find finds a key that may be sent
     */
    public TestSecretResult runNamed(
            SecretQuery key, Optional<String> model, Function<SecretQuery, Optional<Lookup.Found>> find) {
        String name = key.name().orElseThrow();
        Lookup.Found found = find.apply(key)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.AUTH,
                        "There is no key named " + name + " for " + key.provider() + " that may be sent to "
                                + key.origin() + ".",
                        "See the keys with `open-llm secrets list " + key.provider() + "`, or store it with `open-llm"
                                + " secrets set " + key.provider() + " --name " + name + "`."));
        ModelInfo asked = CheckedModel.of(providers, inUse(key), model)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "Provider " + key.provider() + " lists no model to test the key with.",
                        "Name a model with --model."));
        try {
            chats.chatWithKey(name, question(asked.id()));
            return new TestSecretResult(
                    key.provider(), Optional.of(found.place()), Optional.of(asked.id()), Optional.empty());
        } catch (OpenLlmException failed) {
            if (failed.info().kind() == ErrorKind.CANCELLED) {
                throw failed;
            }
            return new TestSecretResult(
                    key.provider(), Optional.of(found.place()), Optional.of(asked.id()), Optional.of(failed.info()));
        }
    }

    private Optional<ErrorInfo> failure(ModelInfo model) {
        try {
            chats.chat(question(model.id()), event -> {});
            return Optional.empty();
        } catch (OpenLlmException failed) {
            if (failed.info().kind() == ErrorKind.CANCELLED) {
                throw failed;
            }
            return Optional.of(failed.info());
        }
    }

    private static ChatParams question(String model) {
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
