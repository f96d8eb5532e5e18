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
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
    /**
     * The object path of the default collection. Source:
     * https://specifications.freedesktop.org/secret-service-spec/latest/object-paths.html
     */
    private static final String DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default";

    private static final String SERVICE_NAME = "Open LLM Provider";
    /**
     * The maximum length, in characters, of an entry on Windows, which limits a credential to 2,560 bytes of UTF-16.
     */
    private static final int MAX_LENGTH_ON_WINDOWS = 1280;

    private final String osName;
    private final Duration timeout;
    private ExecutorService executor = executor();
    private volatile Optional<Keyring> openKeyring = Optional.empty();
    private volatile Optional<DBusConnection> bus = Optional.empty();
    /**
     * The time of the last failure on the monotonic clock. Setting the system clock therefore neither prolongs nor ends
     * the pause.
     */
    private OptionalLong pausedAt = OptionalLong.empty();

    private UserText lastReason = UserText.none();

    Keychain(String osName) {
        this(osName, TIMEOUT);
    }

    /** @param timeout the timeout for each operation */
    Keychain(String osName, Duration timeout) {
        this.osName = osName.toLowerCase(Locale.ROOT);
        this.timeout = timeout;
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
        return runWithTimeout(() -> {
            rejectIfLocked();
            try {
                return Optional.ofNullable(keyring().getPassword(SERVICE_NAME, account));
            } catch (PasswordAccessException missing) {
                return Optional.empty();
            }
        });
    }

    /** Stores a value and reads the value back, because some keychain implementations fail silently. */
    void set(String account, String text) throws Unavailable {
        rejectIfTooLong(text);
        // Set either by the keychain's thread before it writes or by the caller after the timeout, whichever happens
        // first.
        AtomicBoolean claimed = new AtomicBoolean();
        try {
            runWithTimeout(() -> {
                rejectIfLocked();
                Keyring opened = keyring();
                if (claimed.compareAndSet(false, true)) {
                    opened.setPassword(SERVICE_NAME, account, text);
                    if (!text.equals(opened.getPassword(SERVICE_NAME, account))) {
                        throw new Unavailable(UserText.of("The system keychain did not save the API key."));
                    }
                }
                return text;
            });
        } catch (Unavailable unavailable) {
            throw new Unavailable(unavailable.text(), claimed.compareAndSet(false, true));
        }
    }

    void rejectIfTooLong(String text) throws Unavailable {
        if (osName.contains("windows") && text.length() > MAX_LENGTH_ON_WINDOWS) {
            throw new Unavailable(
                    UserText.of("The API key is too long for the Windows credential store (maximum: about 1,200 "
                            + "characters)."));
        }
    }

    void delete(String account) throws Unavailable {
        runWithTimeout(() -> {
            rejectIfLocked();
            try {
                keyring().deletePassword(SERVICE_NAME, account);
            } catch (PasswordAccessException missing) {
                // There is nothing to delete.
            }
            return account;
        });
    }

    /**
     * Returns whether the keychain can be accessed, that is, whether no operation has failed within the last minute.
     */
    synchronized boolean isAvailable() {
        return pausedAt.isEmpty() || System.nanoTime() - pausedAt.getAsLong() > RETRY_DELAY.toNanos();
    }

    private synchronized <T> T runWithTimeout(Callable<T> work) throws Unavailable {
        if (!isAvailable()) {
            throw new Unavailable(lastReason);
        }
        Future<T> future = executor.submit(work);
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            executor.shutdownNow();
            executor = executor();
            throw pauseAfter(
                    UserText.of("The system keychain did not respond within {0} seconds.", timeout.toSeconds()));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unavailable unavailable
                    ? disconnectAfter(unavailable)
                    : pauseAfter(reason(failed.getCause()));
        } catch (InterruptedException canceled) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return throwCanceled();
        }
    }

    private static <T> T throwCanceled() throws Unavailable {
        throw new Unavailable(UserText.of("The system keychain was not read because the request was canceled."));
    }

    private Unavailable pauseAfter(UserText reason) {
        pausedAt = OptionalLong.of(System.nanoTime());
        lastReason = reason;
        return disconnectAfter(new Unavailable(reason));
    }

    /**
     * Closes the connection to the keychain so that the next access opens a new one: the keychain service might have
     * been restarted.
     */
    private Unavailable disconnectAfter(Unavailable unavailable) {
        openKeyring = Optional.empty();
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
        if (openKeyring.isEmpty()) {
            openKeyring = Optional.of(create());
        }
        return openKeyring.get();
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
    private void rejectIfLocked() throws Unavailable {
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

    private static ExecutorService executor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("keychain").factory());
    }
}
