package dev.openllm.server.config.trust;

/**
 * The user's decision about a folder's configuration.
 *
 * @param folder its real path
 * @param fingerprint of the configuration that the decision is about
 * @param trusted whether it may be used
 * @param decided when, as in {@code 2026-05-04T09:30:00Z}
 */
public record TrustDecision(String folder, String fingerprint, boolean trusted, String decided) {

    boolean isAbout(String otherFolder, String otherFingerprint) {
        return folder.equals(otherFolder) && fingerprint.equals(otherFingerprint);
    }

    boolean isComplete() {
        return folder != null && fingerprint != null;
    }
}
