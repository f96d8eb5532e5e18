/**
 * Configuration: its sources, their merging with provenance, and careful edits of files.
 *
 * <p>Sources are the settings a client hands over, the user's YAML file, the workspace's YAML file, or one file
 * named on the command line. A source that cannot be read keeps its last good state and becomes a {@code Problem}.
 *
 * <p>May touch: {@code protocol}, {@code file}. The only room that sees SnakeYAML.
 */
package dev.openllm.server.config;
