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
 * Whether the user trusts the configuration of a folder: by a decision about exactly this content, or by {@code
 * OPENLLM_TRUST}, a list of absolute folders for machines without a user to ask.
 */
public final class WorkspaceTrust {

    public static final String VARIABLE = "OPENLLM_TRUST";

    private final Optional<TrustedFolders> folders;
    private final String named;

    /** The state of a folder. */
    public enum Verdict {
        TRUSTED,
        /** The user has not been asked. */
        UNKNOWN,
        /** The user trusts another content: the current one sends data elsewhere. */
        CHANGED,
        /** The user rejected this content. */
        DECLINED
    }

    private WorkspaceTrust(Optional<TrustedFolders> folders, String named) {
        this.folders = folders;
        this.named = named;
    }

    /** @param userFolders the user's own folders; the first contains the decisions */
    public static WorkspaceTrust of(List<Path> userFolders, Map<String, String> environment) {
        return new WorkspaceTrust(
                userFolders.stream().findFirst().map(TrustedFolders::new), environment.getOrDefault(VARIABLE, ""));
    }

    /** @param fingerprint empty for a file that cannot be read: its folder is trusted if any content of it was */
    public Verdict of(Path folder, Optional<String> fingerprint) {
        Path real = real(folder);
        if (named().contains(real)) {
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

    /** Stores a decision. @throws dev.openllm.protocol.error.OpenLlmException when it cannot be written */
    public void remember(Path folder, String fingerprint, boolean trusted) {
        TrustDecision decision = new TrustDecision(real(folder).toString(), fingerprint, trusted, TrustedFolders.now());
        folders.ifPresent(file -> file.remember(decision));
    }

    /** Removes every decision about a folder. @return whether there was one */
    public boolean forget(Path folder) {
        return folders.map(file -> file.forget(real(folder).toString())).orElse(false);
    }

    /** All decisions, oldest first; none when they cannot be read. */
    public List<TrustDecision> decisions() {
        try {
            return folders.isEmpty() ? List.of() : folders.get().all();
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** Why decisions have no effect, in sentences with what to do. */
    public List<UserText> problems() {
        List<UserText> problems = new ArrayList<>();
        try {
            if (folders.isPresent()) {
                folders.get().all();
            }
        } catch (CannotRead known) {
            problems.add(UserText.of(
                    "None of your trusted folders is used because {0} cannot be read: {1}.",
                    folders.get().file(), CannotRead.reason(known)));
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add(UserText.of(
                    "The file {0} cannot be read, so none of its folders is trusted. Repair or delete the " + "file.",
                    folders.get().file()));
        }
        for (String entry : entries()) {
            if (absolute(entry).isEmpty()) {
                problems.add(UserText.of(
                        "The entry '{0}' of {1} is ignored because it is not an absolute path.", entry, VARIABLE));
            }
        }
        return problems;
    }

    /** The folders of {@link #VARIABLE}. */
    public List<Path> named() {
        return entries().stream()
                .flatMap(entry -> absolute(entry).stream())
                .map(WorkspaceTrust::real)
                .toList();
    }

    private List<String> entries() {
        return List.of(named.split(File.pathSeparator)).stream()
                .filter(entry -> !entry.isBlank())
                .toList();
    }

    private static Optional<Path> absolute(String entry) {
        try {
            return Optional.of(Path.of(entry)).filter(Path::isAbsolute);
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    /** A link must not pass its trust on to a later target. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
