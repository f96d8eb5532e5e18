/**
 * Shell completion: the scripts for each shell and the values to complete. This package may depend on {@code
 * cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.completion;
