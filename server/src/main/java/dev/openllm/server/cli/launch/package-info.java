/**
 * {@code open-llm launch}: runs a coding agent or another tool with a configured model.
 *
 * <p>Each tool is described by a {@code Recipe}, which is a resource file. {@code Prepared} is a recipe that contains
 * the values for a model. The user's files are changed only by {@code --configure} ({@code ToolFiles}).
 *
 * <p>This package may depend on {@code cli.session}, {@code cli.terminal}, {@code file}, {@code toolfiles}, and {@code
 * windows}.
 */
package dev.openllm.server.cli.launch;
