package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import dev.openllm.protocol.secret.SecretWhereResult.Tried;
import dev.openllm.protocol.text.UserText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The chain of API key stores, in order of precedence. Settings can disable individual stores and select the store for
 * new keys.
 */
public final class SecretChain implements Secrets {

    /**
     * The maximum length of an API key, in characters. A longer string is not a key. Individual stores have lower
     * limits.
     */
    private static final int MAX_KEY_LENGTH = 16_384;

    /** The settings that can disable individual API key stores. */
    private static final Map<SecretStore, String> SETTINGS = new EnumMap<>(SecretStore.class);

    static {
        for (SecretStore store : SecretStore.values()) {
            SETTINGS.put(store, "secrets." + store.name().toLowerCase(Locale.ROOT));
        }
    }

    private final List<SecretSource> sources;
    private final Supplier<Map<String, String>> settings;
    private final HostApproval hostApproval;
    private final KeyNames keyNames;

    /**
     * @param sources the stores, highest precedence first
     * @param settings the current settings, keyed by path: if {@code secrets.keychain} is {@code false}, the keychain
     *     is disabled; {@code secrets.store} specifies the store for new keys
     */
    public SecretChain(
            List<SecretSource> sources,
            Supplier<Map<String, String>> settings,
            KeyHostBindings keyHostBindings,
            HostApprovalPrompt approvalPrompt) {
        this(sources, settings, keyHostBindings, approvalPrompt, KeyNames.NONE);
    }

    /** @param keyNames the storage for the names of additional API keys */
    public SecretChain(
            List<SecretSource> sources,
            Supplier<Map<String, String>> settings,
            KeyHostBindings keyHostBindings,
            HostApprovalPrompt approvalPrompt,
            KeyNames keyNames) {
        this.keyNames = keyNames;
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.hostApproval = new HostApproval(keyHostBindings, approvalPrompt);
    }

    @Override
    public Optional<Lookup.Found> find(SecretQuery query) {
        List<Lookup.OtherHost> otherHosts = new ArrayList<>();
        for (SecretSource source : sources) {
            if (source.supports(query) && isEnabled(source.store())) {
                switch (source.find(query)) {
                    case Lookup.Failed failed -> throw new OpenLlmException(failed.error());
                    case Lookup.Found found -> {
                        return Optional.of(found);
                    }
                    case Lookup.OtherHost other -> otherHosts.add(other);
                    case Lookup.Absent _, Lookup.Unavailable _ -> {}
                }
            }
        }
        return otherHosts.isEmpty() ? Optional.empty() : findAfterApproval(query, otherHosts.getFirst());
    }

    private Optional<Lookup.Found> findAfterApproval(SecretQuery query, Lookup.OtherHost other) {
        return hostApproval.requestApproval(query, other) ? firstFound(query) : Optional.empty();
    }

    private Optional<Lookup.Found> firstFound(SecretQuery query) {
        for (SecretSource source : sources) {
            if (source.supports(query)
                    && isEnabled(source.store())
                    && source.find(query) instanceof Lookup.Found found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> names(SecretQuery query) {
        return keyNames.of(query.provider());
    }

    @Override
    public boolean renew(SecretQuery query, Secret rejected) {
        return sources.stream()
                .filter(source -> source.supports(query) && isEnabled(source.store()))
                .anyMatch(source -> source.renew(query, rejected));
    }

    @Override
    public void clearDenial(SecretQuery query) {
        hostApproval.clearDenials(query.origin());
    }

    @Override
    public SecretWhereResult where(SecretQuery query) {
        List<Tried> results = new ArrayList<>();
        Optional<UserText> effectiveLocation = Optional.empty();
        for (SecretSource source : sources) {
            if (!source.supports(query)) {
                continue;
            }
            if (!isEnabled(source.store())) {
                results.add(new Tried(
                        source.store(),
                        UserText.verbatim(source.store().name().toLowerCase(Locale.ROOT)),
                        Outcome.SWITCHED_OFF,
                        Optional.empty(),
                        Optional.empty()));
                continue;
            }
            Lookup lookup = source.find(query);
            results.add(toTried(source.store(), lookup));
            if (effectiveLocation.isEmpty() && lookup instanceof Lookup.Found found) {
                effectiveLocation = Optional.of(found.location());
            }
        }
        return new SecretWhereResult(
                query.provider(),
                effectiveLocation.map(UserText::english),
                results,
                effectiveLocation.flatMap(UserText::template),
                query.name(),
                keyNames.of(query.provider()));
    }

    private static Tried toTried(SecretStore store, Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found found ->
                new Tried(store, found.location(), Outcome.FOUND, Optional.empty(), found.scope());
            case Lookup.Absent absent ->
                new Tried(store, absent.location(), Outcome.ABSENT, Optional.empty(), Optional.empty());
            case Lookup.OtherHost other ->
                new Tried(
                        store,
                        other.location(),
                        Outcome.OTHER_HOST,
                        Optional.of(UserText.of("The API key is bound to {0}.", other.boundOrigin())),
                        other.scope());
            case Lookup.Failed failed ->
                new Tried(
                        store,
                        failed.location(),
                        Outcome.UNAVAILABLE,
                        Optional.of(failed.error().text()),
                        Optional.empty());
            case Lookup.Unavailable unavailable ->
                new Tried(
                        store,
                        unavailable.location(),
                        Outcome.UNAVAILABLE,
                        Optional.of(unavailable.reason()),
                        Optional.empty());
        };
    }

    @Override
    public SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope) {
        rejectIfTooLong(value);
        // Save the name before the API key: a key whose name has not been saved would never be found again.
        query.name().ifPresent(name -> keyNames.add(query.provider(), name));
        SecretSource target = store.or(this::storeForNewKeys).map(this::source).orElseGet(this::firstWritableSource);
        target.set(query, value, scope);
        return target.store();
    }

    @Override
    public void copy(SecretQuery query, CopySecretParams copy) {
        SecretSource from = requireEnabled(copy.from());
        SecretSource to = requireEnabled(copy.to());
        LocatedKey key = from.readKey(query, copy.fromScope())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.AUTH,
                        UserText.of("No API key for {0} is stored in {1}.", query.provider(), displayName(copy.from())),
                        UserText.of(
                                        "Run `open-llm secrets where {0}` to see where the API key is stored.",
                                        query.provider())
                                .inVsCode("The \"Open LLM: Providers and Models\" command shows where the API"
                                        + " key is stored.")));
        rejectIfTooLong(key.secret());
        query.name().ifPresent(name -> keyNames.add(query.provider(), name));
        to.set(
                query.withOrigin(bindingOrigin(key, query)),
                key.secret(),
                copy.toScope().orElse(SecretScope.USER));
    }

    /**
     * Returns the origin to bind a copy of the API key to. A key without an origin is bound to the hosts in the user's
     * configuration, so a copy of this key must not be bound to a host that the workspace specifies.
     */
    private static String bindingOrigin(LocatedKey key, SecretQuery query) {
        if (key.origin().isEmpty() && query.originFromWorkspace()) {
            throw new OpenLlmException(
                    ErrorKind.PERMISSION,
                    UserText.of(
                            "The API key for {0} is bound to the hosts in your own configuration, but {1} comes "
                                    + "from the workspace.",
                            query.provider(), query.origin()),
                    UserText.of(
                                    "Set the base URL in a file outside this workspace, or store an API key for this"
                                            + " host with `open-llm secrets set {0}`.",
                                    query.provider())
                            .inVsCode("Set the base URL in a file outside this workspace, or store an API key for this"
                                    + " host with the \"Open LLM: Set Key\" command."));
        }
        return key.origin().orElse(query.origin());
    }

    private static void rejectIfTooLong(Secret key) {
        if (key.length() > MAX_KEY_LENGTH) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The API key has more than {0} characters.", MAX_KEY_LENGTH),
                    UserText.of("Check that you entered only the API key, not an entire file."));
        }
    }

    private SecretSource requireEnabled(SecretStore store) {
        if (!isEnabled(store)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("The use of {0} for API keys is turned off.", displayName(store)),
                    UserText.of(
                            "Use the secrets.{0} setting to turn on the store.",
                            store.name().toLowerCase(Locale.ROOT)));
        }
        return source(store);
    }

    private static UserText displayName(SecretStore store) {
        return switch (store) {
            case COMMAND -> UserText.of("a command");
            case ENVIRONMENT -> UserText.of("the environment");
            case VSCODE -> UserText.of("the VS Code secret storage");
            case KEYCHAIN -> UserText.of("the system keychain");
            case DOTENV -> UserText.of("the .env files");
        };
    }

    @Override
    public void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope) {
        deleteKey(query, store, scope);
        query.name()
                .filter(name -> isDeleted(query, store.isEmpty()))
                .ifPresent(name -> keyNames.remove(query.provider(), name));
    }

    /**
     * Returns whether the API key is no longer in any store. A key that has been deleted from one store can still be in
     * another one, even in a disabled store.
     */
    private boolean isDeleted(SecretQuery query, boolean fromAllStores) {
        return where(query).tried().stream()
                .map(Tried::outcome)
                .noneMatch(outcome -> outcome == Outcome.FOUND
                        || outcome == Outcome.OTHER_HOST
                        || outcome == Outcome.SWITCHED_OFF && !fromAllStores);
    }

    private void deleteKey(SecretQuery query, Optional<SecretStore> store, SecretScope scope) {
        if (store.isPresent()) {
            source(store.get()).delete(query, scope);
            return;
        }
        List<OpenLlmException> failures = new ArrayList<>();
        for (SecretSource source : sources) {
            if (source.isWritable()) {
                try {
                    source.delete(query, scope);
                } catch (OpenLlmException failed) {
                    failures.add(failed); // A keychain failure must not prevent deleting the API key from files.
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private Optional<SecretStore> storeForNewKeys() {
        return Optional.ofNullable(settings.get().get("secrets.store"))
                .map(name -> SecretStore.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private SecretSource source(SecretStore store) {
        return sources.stream()
                .filter(source -> source.store() == store)
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of(
                                "The store '{0}' is not available.",
                                store.name().toLowerCase(Locale.ROOT)),
                        UserText.of("Use another store.")));
    }

    private SecretSource firstWritableSource() {
        return sources.stream()
                .filter(source -> isEnabled(source.store()) && source.isWritable())
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No store can save the API key."),
                        UserText.of("Use an environment variable, or run the command in VS Code.")));
    }

    private boolean isEnabled(SecretStore store) {
        return !"false".equals(settings.get().get(SETTINGS.get(store)));
    }
}
