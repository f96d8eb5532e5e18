package dev.openllm.server.config;

import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import java.nio.file.Path;

/**
 * The configuration file of an open folder, as it was read last.
 *
 * @param fingerprint of what in it decides where data goes
 * @param verdict what the user decided about it
 * @param used whether it counts
 * @param readable whether the fingerprint is that of what is in it now
 */
public record WorkspaceFile(
        Path folder, Path file, String fingerprint, Verdict verdict, boolean used, boolean readable) {}
