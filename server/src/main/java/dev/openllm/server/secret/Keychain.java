package dev.openllm.server.secret;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.openllm.protocol.text.UserText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.secret.Collection;
import org.freedesktop.secret.Service;

/**
 * The operating system's keychain. The keychain can be unavailable, locked, or slow, and can throw any exception. It is
 * therefore accessed on a separate daemon thread, opened only when it is first accessed, and not accessed for a minute
 * after a failure.
 */
final class Keychain {

    /**
     * The timeout for an operation. A keychain usually responds within one second, but can take several seconds while a
     * busy machine is starting.
     */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMinutes(1);
    /**
     * The object path of the default collection. Source:
     * https://specifications.freedesktop.org/secret-service-spec/latest/object-paths.html
     */
    private static final String DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default";

    private static final String SERVICE = "Open LLM Provider";
    /**
     * The maximum length, in characters, of an entry on Windows, which limits a credential to 2,560 bytes of UTF-16.
     */
    private static final int MOST_LETTERS_ON_WINDOWS = 1280;

    private final String osName;
    private final Duration limit;
    private ExecutorService thread = thread();
    private volatile Optional<Keyring> open = Optional.empty();
    private volatile Optional<DBusConnection> bus = Optional.empty();
    /**
     * The time of the last failure on the monotonic clock. Setting the system clock therefore neither prolongs nor ends
     * the pause.
     */
    private OptionalLong pausedAt = OptionalLong.empty();

    private UserText lastReason = UserText.none();

    Keychain(String osName) {
        this(osName, LIMIT);
    }

    /** @param limit the timeout for each operation */
    Keychain(String osName, Duration limit) {
        this.osName = osName.toLowerCase(Locale.ROOT);
        this.limit = limit;
    }

    /** Thrown if the keychain cannot be used. The exception message is intended for the user. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient UserText reason;
        private final boolean nothingWritten;

        Unavailable(UserText reason) {
            this(reason, false);
        }

        private Unavailable(UserText reason, boolean nothingWritten) {
            super(reason.english());
            this.reason = reason;
            this.nothingWritten = nothingWritten;
        }

        UserText text() {
            return reason;
        }

        /** Returns whether it is certain that the keychain was not changed. */
        boolean nothingWritten() {
            return nothingWritten;
        }
    }

    Optional<String> get(String account) throws Unavailable {
        return limited(() -> {
            refuseIfLocked();
            try {
                return Optional.ofNullable(keyring().getPassword(SERVICE, account));
            } catch (PasswordAccessException missing) {
                return Optional.empty();
            }
        });
    }

    /** Stores a value and reads the value back, because some keychain implementations fail silently. */
    void set(String account, String text) throws Unavailable {
        refuseIfTooLong(text);
        // Set either by the keychain's thread before it writes or by the caller after the timeout, whichever happens
        // first.
        AtomicBoolean decided = new AtomicBoolean();
        try {
            limited(() -> {
                refuseIfLocked();
                Keyring opened = keyring();
                if (decided.compareAndSet(false, true)) {
                    opened.setPassword(SERVICE, account, text);
                    if (!text.equals(opened.getPassword(SERVICE, account))) {
                        throw new Unavailable(UserText.of("The system keychain did not save the API key."));
                    }
                }
                return text;
            });
        } catch (Unavailable unavailable) {
            throw new Unavailable(unavailable.text(), decided.compareAndSet(false, true));
        }
    }

    void refuseIfTooLong(String text) throws Unavailable {
        if (osName.contains("windows") && text.length() > MOST_LETTERS_ON_WINDOWS) {
            throw new Unavailable(
                    UserText.of("The API key is too long for the Windows credential store (maximum: about 1,200 "
                            + "characters)."));
        }
    }

    void delete(String account) throws Unavailable {
        limited(() -> {
            refuseIfLocked();
            try {
                keyring().deletePassword(SERVICE, account);
            } catch (PasswordAccessException missing) {
                // There is nothing to delete.
            }
            return account;
        });
    }

    /**
     * Returns whether the keychain can be accessed, that is, whether no operation has failed within the last minute.
     */
    synchronized boolean mayAnswer() {
        return pausedAt.isEmpty() || System.nanoTime() - pausedAt.getAsLong() > PAUSE.toNanos();
    }

    private synchronized <T> T limited(Callable<T> work) throws Unavailable {
        if (!mayAnswer()) {
            throw new Unavailable(lastReason);
        }
        Future<T> answer = thread.submit(work);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.shutdownNow();
            thread = thread();
            throw paused(UserText.of("The system keychain did not respond within {0} seconds.", limit.toSeconds()));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unavailable unavailable
                    ? forgetting(unavailable)
                    : paused(reason(failed.getCause()));
        } catch (InterruptedException cancelled) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return unavailableBecauseCancelled();
        }
    }

    private static <T> T unavailableBecauseCancelled() throws Unavailable {
        throw new Unavailable(UserText.of("The system keychain was not read because the request was canceled."));
    }

    private Unavailable paused(UserText reason) {
        pausedAt = OptionalLong.of(System.nanoTime());
        lastReason = reason;
        return forgetting(new Unavailable(reason));
    }

    /**
     * Closes the connection to the keychain so that the next access opens a new one: the keychain service might have
     * been restarted.
     */
    private Unavailable forgetting(Unavailable unavailable) {
        open = Optional.empty();
        bus.ifPresent(DBusConnection::disconnect);
        bus = Optional.empty();
        return unavailable;
    }

    private static UserText reason(Throwable failure) {
        return failure instanceof BackendNotSupportedException || failure instanceof LinkageError
                ? UserText.of("No system keychain is available.")
                : UserText.of("The system keychain returned an error.");
    }

    private Keyring keyring() throws BackendNotSupportedException, Unavailable {
        if (open.isEmpty()) {
            open = Optional.of(create());
        }
        return open.get();
    }

    private Keyring create() throws BackendNotSupportedException, Unavailable {
        if (types().contains(KeyringStorageType.GNOME_KEYRING) && !hasSessionBus()) {
            throw new Unavailable(UserText.of("No system keychain is available."));
        }
        BackendNotSupportedException last = new BackendNotSupportedException("none");
        for (KeyringStorageType type : types()) {
            try {
                return Keyring.create(type);
            } catch (BackendNotSupportedException other) {
                last = other;
            }
        }
        throw last;
    }

    /**
     * Returns whether a D-Bus session bus exists. Without a session bus, no keychain is available, so this check avoids
     * loading the keychain library unnecessarily.
     */
    private static boolean hasSessionBus() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return System.getenv("DBUS_SESSION_BUS_ADDRESS") != null
                || runtime != null && Files.exists(Path.of(runtime, "bus"));
    }

    private List<KeyringStorageType> types() {
        if (osName.contains("mac")) {
            return List.of(KeyringStorageType.OSX_KEYCHAIN);
        }
        return osName.contains("windows")
                ? List.of(KeyringStorageType.WINDOWS_CREDENTIAL_STORE)
                : List.of(KeyringStorageType.GNOME_KEYRING, KeyringStorageType.KWALLET);
    }

    /**
     * Throws an exception if the Secret Service is locked. Reading from a locked Secret Service would prompt the user
     * for a password and block the caller, which is not acceptable during a model request. The state is read from a
     * property of the service, which does not cause a prompt.
     */
    private void refuseIfLocked() throws Unavailable {
        if (!types().contains(KeyringStorageType.GNOME_KEYRING) || !hasSessionBus()) {
            return;
        }
        try {
            if (bus.isEmpty()) {
                bus = Optional.of(
                        DBusConnectionBuilder.forSessionBus().withShared(false).build());
            }
            if (new Collection(new DBusPath(DEFAULT_COLLECTION), new Service(bus.get())).isLocked()) {
                throw new Unavailable(UserText.of(
                        "The system keychain is locked. Unlock the keychain in the Passwords and Keys app, or "
                                + "sign in again. Then try again."));
            }
        } catch (DBusException | RuntimeException noSecretService) {
            // Ignore the failure: a real problem is reported when the keychain is accessed, and keychains of other
            // kinds have no Secret Service.
        }
    }

    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("keychain").factory());
    }
}
