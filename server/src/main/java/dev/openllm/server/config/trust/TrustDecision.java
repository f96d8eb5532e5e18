package dev.openllm.server.config.trust;

/**
 * The user's decision on whether to trust the configuration of a folder.
 *
 * @param folder the folder's real path
 * @param fingerprint the fingerprint of the configuration that the decision applies to
 * @param trusted whether the configuration may be used
 * @param decided the time of the decision, such as {@code 2026-05-04T09:30:00Z}
 */
public record TrustDecision(String folder, String fingerprint, boolean trusted, String decided) {

    boolean matches(String otherFolder, String otherFingerprint) {
        return folder.equals(otherFolder) && fingerprint.equals(otherFingerprint);
    }

    boolean isComplete() {
        return folder != null && fingerprint != null;
    }
}
