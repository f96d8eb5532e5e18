package dev.openllm.protocol.config;

import java.util.Optional;

/**
 * The settings were written.
 *
 * @param backup a copy of the file as it was, where the client keeps one of its own
 */
public record SettingsUpdateResult(Optional<String> backup) {}
