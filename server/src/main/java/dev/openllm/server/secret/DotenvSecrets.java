package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Reads and writes API keys in {@code .env} files. The files {@code .config/openllm/.env} and {@code .env} in each
 * trusted workspace folder take precedence over {@code .env} in the user's configuration folder. If a file does not
 * specify a host for a key, the key is bound to the hosts in the user's configuration, in the same way as a key from an
 * environment variable.
 */
public final class DotenvSecrets implements SecretSource {

    /** The maximum size of a {@code .env} file: 1 MiB. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    private static final UserText LOCATION = UserText.of(".env files");
    private static final UserText LOCATION_UNTRUSTED =
            UserText.of(".env files (files in the untrusted workspace are not read)");

    private final EnvFile userFile;
    private final Supplier<Workspace> workspace;
    private final KeyHostBindings keyHostBindings;
    private final InterProcessLocks locks;

    /** @param userFolder the user's configuration folder */
    public DotenvSecrets(Path userFolder, Supplier<Workspace> workspace, KeyHostBindings keyHostBindings) {
        this.userFile = new EnvFile(userFolder.resolve(".env"), Optional.empty());
        this.workspace = workspace;
        this.keyHostBindings = keyHostBindings;
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
    }

    @Override
    public SecretStore store() {
        return SecretStore.DOTENV;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    /** @param inside the workspace folder that the path must not leave through symbolic links */
    private record EnvFile(Path path, Optional<Path> inside) {

        SecretScope scope() {
            return inside.isPresent() ? SecretScope.WORKSPACE : SecretScope.USER;
        }
    }

    @Override
    public Lookup find(SecretQuery query) {
        Optional<Lookup> fallback = Optional.empty();
        for (EnvFile file : files()) {
            Lookup lookup = find(query, file);
            if (lookup instanceof Lookup.Found) {
                return lookup;
            }
            boolean isInformative = lookup instanceof Lookup.OtherHost || lookup instanceof Lookup.Unavailable;
            fallback = fallback.isEmpty() && isInformative ? Optional.of(lookup) : fallback;
        }
        return fallback.orElseGet(() -> new Lookup.Absent(
                workspace.get().trusted() || workspace.get().folders().isEmpty() ? LOCATION : LOCATION_UNTRUSTED));
    }

    private Lookup find(SecretQuery query, EnvFile file) {
        try {
            return entry(query, file)
                    .map(named -> toLookup(query, file, named))
                    .orElseGet(() ->
                            new Lookup.Absent(UserText.verbatim(file.path().toString())));
        } catch (IOException unreadable) {
            return new Lookup.Unavailable(
                    UserText.verbatim(file.path().toString()),
                    UserText.of("The file cannot be read: {0}.", CannotRead.reason(unreadable)));
        }
    }

    private record NamedEntry(String name, DotenvText.Entry entry) {}

    /** Returns the value of the query's first environment variable that is defined in the file. */
    private static Optional<NamedEntry> entry(SecretQuery query, EnvFile file) throws IOException {
        Optional<DotenvText> text = read(file);
        for (String name : query.envNames()) {
            Optional<DotenvText.Entry> entry =
                    text.flatMap(t -> t.find(name)).filter(e -> !e.value().isBlank());
            if (entry.isPresent()) {
                return Optional.of(new NamedEntry(name, entry.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope) {
        for (EnvFile file : files()) {
            if (scope.isEmpty() || scope.get() == file.scope()) {
                try {
                    Optional<DotenvText.Entry> entry = entry(query, file).map(NamedEntry::entry);
                    if (entry.isPresent()) {
                        Secret secret = new Secret(entry.get().value().strip());
                        return Optional.of(new LocatedKey(secret, entry.get().origin()));
                    }
                } catch (IOException unreadable) {
                    throw new OpenLlmException(
                            ErrorInfo.of(
                                            ErrorKind.CONFIG,
                                            UserText.of(
                                                    "{0} cannot be read: {1}.",
                                                    file.path(), CannotRead.reason(unreadable)))
                                    .withHint(UserText.of(
                                            "Make sure that the file can be read, or specify the scope of the"
                                                    + " API key.")),
                            unreadable);
                }
            }
        }
        return Optional.empty();
    }

    private Lookup toLookup(SecretQuery query, EnvFile file, NamedEntry named) {
        UserText location = UserText.verbatim(file.path() + ", " + named.name());
        SecretScope scope = file.scope();
        Secret secret = new Secret(named.entry().value().strip());
        if (named.entry().origin().isPresent()) {
            return new BoundKey(secret, named.entry().origin().get()).toLookup(location, scope, query, keyHostBindings);
        }
        return query.originFromWorkspace() && !keyHostBindings.isApproved(location.english(), query.origin())
                ? new Lookup.OtherHost(location, UserText.of("the hosts in your own configuration"), Optional.of(scope))
                : new Lookup.Found(secret, location, Optional.of(scope));
    }

    /** Returns the files to read, highest precedence first. */
    private List<EnvFile> files() {
        List<EnvFile> files = new ArrayList<>();
        if (workspace.get().trusted()) {
            for (Path folder : folders()) {
                files.add(new EnvFile(folder.resolve(".config/openllm/.env"), Optional.of(folder)));
                files.add(new EnvFile(folder.resolve(".env"), Optional.of(folder)));
            }
        }
        files.add(userFile);
        return files;
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String folder : workspace.get().folders()) {
            try {
                folders.add(Path.of(folder));
            } catch (InvalidPathException notOnDisk) {
                // A folder in a virtual file system contains no files that can be read.
            }
        }
        return folders;
    }

    /**
     * Returns whether the file exists. A dangling symbolic link also counts as a file. This method is called for each
     * chat request, so it does not use a check that throws an exception if the file is missing.
     */
    private static boolean exists(Path file) throws IOException {
        return file.getFileSystem()
                        .provider()
                        .readAttributesIfExists(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                != null;
    }

    private static Optional<DotenvText> read(EnvFile file) throws IOException {
        if (!exists(file.path())) {
            return Optional.empty();
        }
        if (file.inside().isPresent()
                && !file.path().toRealPath().startsWith(file.inside().get().toRealPath())) {
            throw new CannotRead(UserText.of("it is a link to a location outside the workspace"));
        }
        return Optional.of(DotenvText.of(BoundedFile.read(file.path(), MAX_FILE_BYTES)));
    }

    @Override
    public void set(SecretQuery query, Secret value, SecretScope scope) {
        String name = query.envNames().stream()
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of(
                                "No environment variable is specified for provider {0}, so its API key cannot be "
                                        + "stored in a .env file.",
                                query.provider()),
                        UserText.of("Use api_key_env to specify an environment variable, or use another store.")));
        EnvFile file = file(scope);
        change(file, text -> text.with(name, value.reveal(), query.origin()));
        file.inside().ifPresent(DotenvSecrets::excludeFromGit);
    }

    @Override
    public void delete(SecretQuery query, SecretScope scope) {
        if (scope == SecretScope.WORKSPACE && folders().isEmpty()) {
            return;
        }
        change(file(scope), text -> {
            DotenvText updated = text;
            for (String name : query.envNames()) {
                updated = updated.without(name);
            }
            return updated;
        });
    }

    private EnvFile file(SecretScope scope) {
        return switch (scope) {
            case USER -> userFile;
            case WORKSPACE -> {
                if (folders().isEmpty() || !workspace.get().trusted()) {
                    throw new OpenLlmException(
                            ErrorKind.INVALID_REQUEST,
                            UserText.of(
                                    "No trusted workspace is open, so there is no workspace to store the API key for."),
                            UserText.of("Open a folder and trust it, or store the API key for your user account."));
                }
                Path folder = folders().getFirst();
                yield new EnvFile(folder.resolve(".config/openllm/.env"), Optional.of(folder));
            }
        };
    }

    private void change(EnvFile file, UnaryOperator<DotenvText> change) {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file.path())) {
            DotenvText before = read(file).orElse(new DotenvText(""));
            DotenvText after = change.apply(before);
            byte[] bytes = after.toBytes();
            if (bytes.length > MAX_FILE_BYTES) {
                throw new CannotWrite(UserText.of("it would exceed the limit of 1 MiB"));
            }
            if (!after.equals(before)) {
                AtomicFile.replacePrivately(file.path(), bytes);
            }
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    CannotWrite.reason(failed)
                                            .map(reason ->
                                                    UserText.of("{0} cannot be written: {1}.", file.path(), reason))
                                            .orElse(UserText.of("{0} cannot be written.", file.path())))
                            .withHint(UserText.of(
                                    "Check that you have permission to write to the file, or use another store.")),
                    failed);
        }
    }

    /**
     * Excludes the {@code .env} file of a workspace from Git, so that a careless commit cannot publish the API keys in
     * the file.
     */
    private static void excludeFromGit(Path folder) {
        Path gitignore = folder.resolve(".config/openllm/.gitignore");
        try {
            if (!Files.exists(gitignore)) {
                AtomicFile.replace(gitignore, ".env\n.*.tmp\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException notPossible) {
            // Ignore the failure. The API key has been stored, and the user's own ".gitignore" might already exclude
            // the file.
        }
    }
}
