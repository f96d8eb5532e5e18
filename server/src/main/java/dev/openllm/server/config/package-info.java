/**
 * Configuration: its sources, their merging with provenance, and careful edits of files.
 *
 * <p>Sources are the settings a client hands over, the user's YAML file, the workspace's YAML file, or one file
 * named on the command line. A source that can no longer be read keeps its last good state and becomes a {@code
 * Problem}; one that could never be read is a {@code Fault}, with which nothing is sent. So is an invalid value that
 * decides where data goes.
 *
 * <p>A change of a file can be taken back: its letters of before come back, comments included, where the file says in
 * that place what the change left, and its values alone otherwise ({@code UndoHistory}).
 *
 * <p>Settings of VS Code are written by VS Code, which writes each value as a whole. Where a user put comments into
 * a value, it is changed in {@code settings.json} itself ({@code CommentedSettings}), if VS Code told where that is.
 *
 * <p>May touch: {@code protocol}, {@code file}. The only package that uses SnakeYAML.
 */
package dev.openllm.server.config;
