package dev.openllm.server.cli.add;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.server.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes new providers to the user configuration file and their API keys to a secret store. */
public final class Additions {

    private static final ConfigTarget USER_FILE =
            new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty());

    private final Session session;

    public Additions(Session session) {
        this.session = session;
    }

    /** Writes either all edits or none of them to the user configuration file. */
    public ConfigEditResult write(List<ConfigEdit> edits) {
        return Session.get(session.server().editConfig(new ConfigEditParams(USER_FILE, edits, false)));
    }

    /** Returns the changes that the edits would make, without making them. */
    public ConfigEditResult preview(List<ConfigEdit> edits) {
        return Session.get(session.server().editConfig(new ConfigEditParams(USER_FILE, edits, true)));
    }

    public static ConfigEdit addItem(String list, com.fasterxml.jackson.databind.JsonNode item) {
        return new ConfigEdit(List.of(list.split("\\.")), Optional.of(item), Optional.of(ConfigEdit.Items.ADD));
    }

    public static ConfigEdit defaultModel(String model) {
        return new ConfigEdit(List.of("defaultModel"), Optional.of(TextNode.valueOf(model)));
    }

    /**
     * Stores an API key in the default store. If that store fails (for example, because the keychain is locked), stores
     * the key in the private {@code .env} file.
     *
     * @param store the store that the user selected; empty for the default store
     * @return messages that state where the key is stored and, if applicable, why the default store was not used
     */
    public List<String> storeKey(String provider, String key, Optional<SecretStore> store) {
        List<String> messages = new ArrayList<>();
        SecretWhereResult result;
        try {
            result = Session.get(
                    session.server().setSecret(new SetSecretParams(provider, key, store, Optional.empty())));
        } catch (OpenLlmException failed) {
            if (store.isPresent()) {
                throw failed;
            }
            result = Session.get(session.server()
                    .setSecret(new SetSecretParams(provider, key, Optional.of(SecretStore.DOTENV), Optional.empty())));
            messages.add("The keychain could not be used: " + failed.info().message());
        }
        result.answering()
                .ifPresent(location -> messages.add("The API key for " + provider + " is in: " + location + "."));
        return messages;
    }

    /**
     * Returns a description of where the API key of a provider is stored, or an empty result if no key exists or the
     * provider is unknown.
     */
    public Optional<String> keyLocation(String provider) {
        return Session.get(session.server().whereSecret(new SecretParams(provider, Optional.empty(), Optional.empty())))
                .answering();
    }

    /** Undoes changes that were made by {@link #write}, including changes to comments. */
    public void undo(List<ConfigEdit> edits, ConfigEditResult applied) {
        List<ConfigEdit> inverse = applied.changes().stream()
                .map(change -> new ConfigEdit(change.path(), change.before()))
                .toList();
        Session.get(session.server().editConfig(new ConfigEditParams(USER_FILE, inverse, false, applied.undo())));
    }
}
