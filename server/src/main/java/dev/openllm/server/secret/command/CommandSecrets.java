package dev.openllm.server.secret.command;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.LocatedKey;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Reads API keys from the output of a program ({@code api_key_command}). A key is cached in memory until the provider
 * rejects it or, if the key is a JSON Web Token, until shortly before the token expires; then the program is run again.
 * If several requests need the same key at the same time, the program is run only once. The key is bound to the hosts
 * in the user's configuration, in the same way as a key from an environment variable.
 */
public final class CommandSecrets implements SecretSource {

    /**
     * The time for which a failure is cached, so that the program is not run again for each request that fails at the
     * same time.
     */
    private static final Duration FAILURE_CACHE_TIME = Duration.ofSeconds(3);

    /**
     * The time for which the program is not run again if it printed an API key that the provider had already rejected.
     */
    private static final Duration REPEATED_KEY_CACHE_TIME = Duration.ofSeconds(30);

    private final KeyCommand keyCommand;
    private final KeyHostBindings keyHostBindings;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Map<List<String>, Entry> entries = new ConcurrentHashMap<>();

    public CommandSecrets(Map<String, String> environment, Path home, KeyHostBindings keyHostBindings) {
        this(
                new KeyCommand(environment, home, KeyCommand.TIMEOUT),
                keyHostBindings,
                InstantSource.system(),
                System::nanoTime);
    }

    /**
     * @param clock the system clock, with which the expiry times in API keys are compared
     * @param nanoClock the monotonic clock, in nanoseconds, which measures durations
     */
    CommandSecrets(
            KeyCommand keyCommand, KeyHostBindings keyHostBindings, InstantSource clock, LongSupplier nanoClock) {
        this.keyCommand = keyCommand;
        this.keyHostBindings = keyHostBindings;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** The most recent output of a command. All fields are guarded by {@code lock}. */
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Secret> key = Optional.empty();
        private KeyLifetime lifetime = KeyLifetime.UNLIMITED;
        private Optional<ErrorInfo> failure = Optional.empty();
        private long failedAt;
        private OptionalLong repeatedAt = OptionalLong.empty();
    }

    @Override
    public SecretStore store() {
        return SecretStore.COMMAND;
    }

    @Override
    public boolean supports(SecretQuery query) {
        return !query.command().isEmpty();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public Lookup find(SecretQuery query) {
        UserText location = UserText.of("api_key_command of {0}", query.provider());
        if (query.originFromWorkspace() && !keyHostBindings.isApproved(location.english(), query.origin())) {
            return new Lookup.OtherHost(location, UserText.of("the hosts in your own configuration"));
        }
        try {
            return new Lookup.Found(key(query), location);
        } catch (OpenLlmException failed) {
            return new Lookup.Failed(location, failed.info());
        }
    }

    @Override
    public Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope) {
        return supports(query) ? Optional.of(new LocatedKey(key(query), Optional.empty())) : Optional.empty();
    }

    @Override
    public boolean renew(SecretQuery query, Secret rejected) {
        Entry entry = lockEntry(query);
        try {
            if (entry.key.filter(rejected::equals).isEmpty()) {
                return entry.key.isPresent(); // Another request has already replaced the API key.
            }
            if (entry.repeatedAt.isPresent() && isWithin(REPEATED_KEY_CACHE_TIME, entry.repeatedAt.getAsLong())) {
                return false;
            }
            entry.key = Optional.empty();
            boolean changed = !run(query, entry).equals(rejected);
            entry.repeatedAt = changed ? OptionalLong.empty() : OptionalLong.of(nanoClock.getAsLong());
            return changed;
        } finally {
            entry.lock.unlock();
        }
    }

    private Secret key(SecretQuery query) {
        Entry entry = lockEntry(query);
        try {
            if (entry.key.isPresent() && entry.lifetime.isValid(clock.instant(), nanoClock.getAsLong())) {
                return entry.key.get();
            }
            if (entry.failure.isPresent() && isWithin(FAILURE_CACHE_TIME, entry.failedAt)) {
                throw new OpenLlmException(entry.failure.get());
            }
            return run(query, entry);
        } finally {
            entry.lock.unlock();
        }
    }

    private boolean isWithin(Duration time, long since) {
        return nanoClock.getAsLong() - since < time.toNanos();
    }

    private Entry lockEntry(SecretQuery query) {
        Entry entry = entries.computeIfAbsent(query.command(), _ -> new Entry());
        try {
            entry.lock.lockInterruptibly();
            return entry;
        } catch (InterruptedException stopped) {
            throw canceled();
        }
    }

    private Secret run(SecretQuery query, Entry entry) {
        entry.key = Optional.empty();
        try {
            KeyCommand.Result result = keyCommand.run(query.command());
            if (result instanceof KeyCommand.Result.Printed printed) {
                Secret key = new Secret(printed.line());
                entry.key = Optional.of(key);
                entry.lifetime = KeyLifetime.of(printed.line(), clock.instant(), nanoClock.getAsLong());
                entry.failure = Optional.empty();
                return key;
            }
            entry.failure = Optional.of(failure(query.provider(), result));
            entry.failedAt = nanoClock.getAsLong();
            throw new OpenLlmException(entry.failure.get());
        } catch (InterruptedException stopped) {
            throw canceled();
        }
    }

    private static OpenLlmException canceled() {
        Thread.currentThread().interrupt();
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }

    private static ErrorInfo failure(String provider, KeyCommand.Result result) {
        UserText message =
                switch (result) {
                    case KeyCommand.Result.NoProgram(String name) ->
                        UserText.of(
                                "The api_key_command of {0} cannot be run: the program {1} does not exist.",
                                provider, name);
                    case KeyCommand.Result.NotStarted _ ->
                        UserText.of("The api_key_command of {0} could not be started.", provider);
                    case KeyCommand.Result.Exited(int code) ->
                        UserText.of("The api_key_command of {0} failed with exit code {1}.", provider, code);
                    case KeyCommand.Result.TooLate _ ->
                        UserText.of(
                                "The api_key_command of {0} did not finish within 10 seconds and was stopped.",
                                provider);
                    case KeyCommand.Result.TooMuch _ ->
                        UserText.of(
                                "The output of the api_key_command of {0} exceeded 64 KiB, so the command was stopped.",
                                provider);
                    case KeyCommand.Result.NoKey _ ->
                        UserText.of(
                                "The api_key_command of {0} did not print an API key on the first line of its output.",
                                provider);
                    case KeyCommand.Result.Printed _ -> throw new IllegalArgumentException("a key is no failure");
                };
        UserText hint = result instanceof KeyCommand.Result.NoProgram
                ? UserText.of("Write api_key_command as a list whose first item is an absolute path or the name of a "
                        + "program on the PATH, such as [pass, show, openai].")
                : UserText.of("Run the command in a terminal to see why it fails. Correct the command or change "
                        + "api_key_command, and then try again.");
        return ErrorInfo.of(ErrorKind.AUTH, message)
                .withProvider(provider)
                .withCode("key_command_failed")
                .withHint(hint);
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        throw readOnly(query);
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        throw readOnly(query);
    }

    private static OpenLlmException readOnly(SecretQuery query) {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                UserText.of(
                        "The API key for {0} is printed by the provider's api_key_command and is not stored.",
                        query.provider()),
                UserText.of("Change api_key_command in ~/.config/openllm/config.yaml."));
    }
}
