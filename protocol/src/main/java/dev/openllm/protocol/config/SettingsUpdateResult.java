package dev.openllm.protocol.config;

import java.util.Optional;

/**
 * The settings were written.
 *
 * @param backup a backup of the previous file, if the client made one
 */
public record SettingsUpdateResult(Optional<String> backup) {}
