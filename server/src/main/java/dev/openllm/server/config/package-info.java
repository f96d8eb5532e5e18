/**
 * Configuration: its sources, their merging with provenance, and safe edits of files.
 *
 * <p>Sources are the settings that a client sends, the user's YAML file, the workspace's YAML file, or one file named
 * on the command line. A source that can no longer be read keeps its last valid state and becomes a {@code Problem};
 * one that could never be read is a {@code Fault}, with which nothing is sent. So is an invalid value that decides
 * where data goes.
 *
 * <p>A change of a file can be undone: the previous text returns, comments included, if the file still contains what
 * the change made of it; otherwise only its values do ({@code UndoHistory}).
 *
 * <p>VS Code writes its own settings, each value as a whole. Where a user put comments into a value, it is changed in
 * {@code settings.json} itself ({@code CommentedSettings}), if VS Code reported the file's location.
 *
 * <p>This package may use {@code protocol} and {@code file}. The only package that uses SnakeYAML.
 */
package dev.openllm.server.config;
