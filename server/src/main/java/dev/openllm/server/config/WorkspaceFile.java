package dev.openllm.server.config;

import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import java.nio.file.Path;

/**
 * The configuration file of an open folder, as last read.
 *
 * @param folder the open folder
 * @param file the configuration file
 * @param fingerprint the fingerprint of the fields that determine where data is sent
 * @param verdict the user's trust decision
 * @param used whether the file is in effect
 * @param readable whether the file can currently be read, in which case the fingerprint matches the current content
 */
public record WorkspaceFile(
        Path folder, Path file, String fingerprint, Verdict verdict, boolean used, boolean readable) {}
