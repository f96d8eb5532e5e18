package dev.openllm.server.provider;

import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import dev.openllm.protocol.secret.SecretWhereResult.Tried;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** API keys by provider, with a record of who requested them. */
public final class KeysInMemory implements Secrets {

    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, String> boundHosts = new ConcurrentHashMap<>();
    public final List<SecretQuery> queries = new CopyOnWriteArrayList<>();

    public KeysInMemory withKey(String provider, String key) {
        keys.put(provider, key);
        return this;
    }

    /** Adds an API key that exists but is not sent because it is bound to another host. */
    public KeysInMemory withKeyBoundTo(String provider, String host) {
        boundHosts.put(provider, host);
        return this;
    }

    @Override
    public Optional<Lookup.Found> find(SecretQuery query) {
        queries.add(query);
        return Optional.ofNullable(keys.get(query.provider()))
                .map(key -> new Lookup.Found(new Secret(key), UserText.verbatim("the test")));
    }

    @Override
    public SecretWhereResult where(SecretQuery query) {
        List<Tried> tried = Optional.ofNullable(boundHosts.get(query.provider()))
                .map(host -> new Tried(
                        SecretStore.VSCODE,
                        "the test",
                        Outcome.OTHER_HOST,
                        Optional.of("The API key is bound to " + host + "."),
                        Optional.empty()))
                .stream()
                .toList();
        return new SecretWhereResult(query.provider(), Optional.empty(), tried);
    }

    @Override
    public void clearDenial(SecretQuery query) {
        throw new UnsupportedOperationException("nobody is asked here");
    }

    @Override
    public SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope) {
        keys.put(query.provider(), value.reveal());
        return SecretStore.ENVIRONMENT;
    }

    @Override
    public void copy(SecretQuery query, CopySecretParams copy) {
        throw new UnsupportedOperationException("there is one store here");
    }

    @Override
    public void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope) {
        keys.remove(query.provider());
    }
}
