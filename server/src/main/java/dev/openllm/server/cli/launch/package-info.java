/**
 * {@code open-llm launch}: runs a coding agent or another tool on a configured model.
 *
 * <p>A {@code Recipe} is data, one file for each tool among the resources; {@code Prepared} is a recipe filled in for a
 * model. Nothing that belongs to the user changes, except by {@code --configure} ({@code ToolFiles}).
 *
 * <p>This package may use {@code cli.session}, {@code cli.terminal}, {@code file}, {@code toolfiles} and {@code windows}.
 */
package dev.openllm.server.cli.launch;
