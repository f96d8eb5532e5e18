/**
 * Manages the configuration: reads and merges its sources, records the source of each value, and edits files safely.
 *
 * <p>The sources are the settings that a client sends, the user's YAML file, and the workspace's YAML file. A file that
 * is specified on the command line replaces these sources. If a source can no longer be read, its last valid state
 * remains in effect, and a {@code Problem} is reported. A source that has never been read successfully causes a {@code
 * Fault}, which prevents all requests. An invalid value that determines where data is sent also causes a {@code Fault}.
 *
 * <p>A change to a file can be undone. If the file still contains the text that the change produced, the previous text
 * is restored, including comments. If not, only the previous values are restored ({@code UndoHistory}).
 *
 * <p>VS Code writes its own settings and always replaces a value entirely. If a value contains the user's comments and
 * VS Code reported the location of its {@code settings.json}, the value is changed in that file instead ({@code
 * CommentedSettings}).
 *
 * <p>This package may depend on {@code protocol} and {@code file}. It is the only package that uses SnakeYAML.
 */
package dev.openllm.server.config;
