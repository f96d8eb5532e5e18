/**
 * Changes to configuration: the editor, its writers for YAML and VS Code settings, undo and backups. This package may use every
 * other package of {@code config}; none of them may use it.
 */
package dev.openllm.server.config.edit;
