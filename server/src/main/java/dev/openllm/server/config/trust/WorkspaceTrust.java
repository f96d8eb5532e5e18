package dev.openllm.server.config.trust;

import dev.openllm.protocol.text.UserText;
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
 * OPENLLM_TRUST}, which holds absolute paths of folders for machines where nobody can be asked.
 */
public final class WorkspaceTrust {

    public static final String VARIABLE = "OPENLLM_TRUST";

    private final Optional<TrustedFolders> folders;
    private final String named;

    /** What is known of a folder. */
    public enum Verdict {
        TRUSTED,
        /** The user was not asked yet. */
        UNKNOWN,
        /** The user trusts another content: it now sends data elsewhere. */
        CHANGED,
        /** The user does not want this content. */
        DECLINED
    }

    private WorkspaceTrust(Optional<TrustedFolders> folders, String named) {
        this.folders = folders;
        this.named = named;
    }

    /** @param userFolders the user's own folders; the first has the decisions */
    public static WorkspaceTrust of(List<Path> userFolders, Map<String, String> environment) {
        return new WorkspaceTrust(
                userFolders.stream().findFirst().map(TrustedFolders::new), environment.getOrDefault(VARIABLE, ""));
    }

    /** @param fingerprint empty for a file that cannot be read: its folder is trusted when any content of it was */
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

    /** Remembers a decision. @throws dev.openllm.protocol.error.OpenLlmException when it cannot be written */
    public void remember(Path folder, String fingerprint, boolean trusted) {
        TrustDecision decision = new TrustDecision(real(folder).toString(), fingerprint, trusted, TrustedFolders.now());
        folders.ifPresent(file -> file.remember(decision));
    }

    /** Takes back every decision about a folder. @return whether there was one */
    public boolean forget(Path folder) {
        return folders.map(file -> file.forget(real(folder).toString())).orElse(false);
    }

    /** All decisions, the oldest first; none when they cannot be read. */
    public List<TrustDecision> decisions() {
        try {
            return folders.isEmpty() ? List.of() : folders.get().all();
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** What keeps decisions from counting, in sentences with what to do. */
    public List<UserText> problems() {
        List<UserText> problems = new ArrayList<>();
        try {
            if (folders.isPresent()) {
                folders.get().all();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add(UserText.of(
                    "The file {0} cannot be read, so none of its folders is trusted. Repair or delete it.",
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

    /** A link must not lend its trust to whatever it leads to later. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
