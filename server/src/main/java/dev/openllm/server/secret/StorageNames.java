package dev.openllm.server.secret;

import dev.openllm.protocol.secret.SecretScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Generates the names of entries in API key stores. A name contains the provider and, for an entry in the workspace
 * scope, a hash of the workspace folders.
 */
final class StorageNames {

    private static final String PREFIX = "openllm.secret.";
    private static final int HASH_BYTES = 8;

    private StorageNames() {}

    /** Returns the name of an entry, or an empty result if the scope is the workspace and no folder is open. */
    static Optional<String> of(String owner, SecretScope scope, List<String> folders) {
        return switch (scope) {
            case USER -> Optional.of(PREFIX + owner);
            case WORKSPACE -> folders.isEmpty() ? Optional.empty() : Optional.of(PREFIX + hash(folders) + "." + owner);
        };
    }

    /**
     * Returns the scopes in which to look up an entry: the specified scope or, if none is specified, first the
     * workspace and then the user.
     */
    static List<SecretScope> scopes(Optional<SecretScope> scope) {
        return scope.map(List::of).orElse(List.of(SecretScope.WORKSPACE, SecretScope.USER));
    }

    /**
     * Converts the drive letter to lowercase: for the same folder, VS Code writes {@code c:\\}, and the command line
     * writes {@code C:\\}.
     */
    private static String withLowercaseDrive(String folder) {
        boolean hasDrive = folder.length() > 1 && folder.charAt(1) == ':';
        return hasDrive ? Character.toLowerCase(folder.charAt(0)) + folder.substring(1) : folder;
    }

    /**
     * The folders that were hashed most recently, together with their hash. The hash is cached because the set of open
     * folders seldom changes and the hash is needed for each request.
     */
    private record Hashed(List<String> folders, String hash) {}

    private static volatile Hashed last = new Hashed(List.of(), "");

    private static String hash(List<String> folders) {
        Hashed cached = last;
        if (!cached.folders().equals(folders)) {
            cached = new Hashed(List.copyOf(folders), computeHash(folders));
            last = cached;
        }
        return cached.hash();
    }

    private static String computeHash(List<String> folders) {
        try {
            String workspace = String.join(
                    "\n",
                    folders.stream()
                            .map(StorageNames::withLowercaseDrive)
                            .sorted()
                            .toList());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(workspace.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
