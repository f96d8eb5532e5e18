/**
 * {@code open-llm launch}: runs a coding agent or another tool with a configured model.
 *
 * <p>A {@code Recipe} is data in a resource file; each tool has one. {@code Prepared} is a recipe with the values for a
 * model. Files of the user are changed only by {@code --configure} ({@code ToolFiles}).
 *
 * <p>This package may depend on {@code cli.session}, {@code cli.terminal}, {@code file}, {@code toolfiles}, and {@code
 * windows}.
 */
package dev.openllm.server.cli.launch;
