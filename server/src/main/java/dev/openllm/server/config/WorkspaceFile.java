package dev.openllm.server.config;

import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import java.nio.file.Path;

/**
 * The configuration file of an open folder, as it was last read.
 *
 * @param fingerprint of the fields that decide where data goes
 * @param verdict the user's decision about it
 * @param used whether it is in effect
 * @param readable whether the fingerprint is that of the current content
 */
public record WorkspaceFile(
        Path folder, Path file, String fingerprint, Verdict verdict, boolean used, boolean readable) {}
