package dev.openllm.protocol.config;

import java.util.Optional;

/**
 * The result of writing settings.
 *
 * @param backup the path of the backup of the previous file, if the client saved one
 */
public record SettingsUpdateResult(Optional<String> backup) {}
