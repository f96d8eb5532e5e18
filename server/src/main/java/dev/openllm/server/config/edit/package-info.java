/**
 * Changes configuration sources. Contains the editor, the writers for YAML files and VS Code settings, the undo
 * history, and backups. This package may depend on every other package of {@code config}; none of those packages may
 * depend on this package.
 */
package dev.openllm.server.config.edit;
