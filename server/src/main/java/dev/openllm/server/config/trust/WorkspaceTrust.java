package dev.openllm.server.config.trust;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.CannotRead;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Determines whether the user trusts the configuration of a folder. A folder is trusted if the user trusted exactly the
 * current content of its configuration file or if {@code OPENLLM_TRUST} lists the folder. This variable contains
 * absolute paths and is intended for machines on which no user can be asked.
 */
public final class WorkspaceTrust {

    public static final String TRUST_VARIABLE = "OPENLLM_TRUST";

    private final Optional<TrustedFolders> folders;
    private final String environmentFolders;

    /** The trust state of a folder's configuration. */
    public enum Verdict {
        TRUSTED,
        /** The user has not decided on the current content and has not trusted any earlier content of the folder. */
        UNKNOWN,
        /** The user trusted earlier content of the folder. The current content changes where data is sent. */
        CHANGED,
        /** The user declined to trust the current content. */
        DECLINED
    }

    private WorkspaceTrust(Optional<TrustedFolders> folders, String environmentFolders) {
        this.folders = folders;
        this.environmentFolders = environmentFolders;
    }

    /** @param userFolders the user's configuration folders; the first one contains the trust decisions */
    public static WorkspaceTrust of(List<Path> userFolders, Map<String, String> environment) {
        return new WorkspaceTrust(
                userFolders.stream().findFirst().map(TrustedFolders::new),
                environment.getOrDefault(TRUST_VARIABLE, ""));
    }

    /**
     * @param fingerprint the fingerprint of the configuration, or empty if the configuration file cannot be read. If it
     *     is empty, the folder is trusted if the user trusted any earlier content of the file.
     */
    public Verdict of(Path folder, Optional<String> fingerprint) {
        Path real = realPath(folder);
        if (environmentFolders().contains(real)) {
            return Verdict.TRUSTED;
        }
        List<TrustDecision> decisions = decisions().stream()
                .filter(decision -> decision.folder().equals(real.toString()))
                .toList();
        boolean trustedOnce = decisions.stream().anyMatch(TrustDecision::trusted);
        Optional<TrustDecision> exact = decisions.stream()
                .filter(decision ->
                        fingerprint.filter(decision.fingerprint()::equals).isPresent())
                .findFirst();
        if (exact.isPresent()) {
            return exact.get().trusted() ? Verdict.TRUSTED : Verdict.DECLINED;
        }
        if (trustedOnce) {
            return fingerprint.isEmpty() ? Verdict.TRUSTED : Verdict.CHANGED;
        }
        return Verdict.UNKNOWN;
    }

    /**
     * Stores the user's decision on whether to trust the configuration of a folder.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the decision cannot be written
     */
    public void remember(Path folder, String fingerprint, boolean trusted) {
        TrustDecision decision =
                new TrustDecision(realPath(folder).toString(), fingerprint, trusted, TrustedFolders.now());
        folders.ifPresent(file -> file.remember(decision));
    }

    /** Removes all trust decisions on a folder. @return whether a decision on the folder existed */
    public boolean forget(Path folder) {
        return folders.map(file -> file.forget(realPath(folder).toString())).orElse(false);
    }

    /** Returns all trust decisions, oldest first, or an empty list if the file cannot be read. */
    public List<TrustDecision> decisions() {
        try {
            return folders.isEmpty() ? List.of() : folders.get().all();
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** Returns messages that explain why trust decisions have no effect and how to resolve the problem. */
    public List<UserText> problems() {
        List<UserText> problems = new ArrayList<>();
        try {
            if (folders.isPresent()) {
                folders.get().all();
            }
        } catch (CannotRead known) {
            problems.add(UserText.of(
                    "Your trusted folders are ignored because {0} cannot be read: {1}.",
                    folders.get().file(), CannotRead.reason(known)));
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add(UserText.of(
                    "The file {0} cannot be read, so none of the folders listed in it is trusted. Repair "
                            + "or delete the file.",
                    folders.get().file()));
        }
        for (String entry : entries()) {
            if (absolute(entry).isEmpty()) {
                problems.add(UserText.of(
                        "The entry '{0}' in {1} is ignored because it is not an absolute path.",
                        entry, TRUST_VARIABLE));
            }
        }
        return problems;
    }

    /** Returns the folders listed in the environment variable {@link #TRUST_VARIABLE}. */
    public List<Path> environmentFolders() {
        return entries().stream()
                .flatMap(entry -> absolute(entry).stream())
                .map(WorkspaceTrust::realPath)
                .toList();
    }

    private List<String> entries() {
        return List.of(environmentFolders.split(File.pathSeparator)).stream()
                .filter(entry -> !entry.isBlank())
                .toList();
    }

    private static Optional<Path> absolute(String entry) {
        try {
            return Optional.of(Path.of(entry)).filter(Path::isAbsolute);
        } catch (InvalidPathException invalid) {
            return Optional.empty();
        }
    }

    /**
     * Resolves symbolic links, so that trust in a link's current target does not extend to a different target later.
     */
    private static Path realPath(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
