/**
 * Shell completion: the scripts and the values that they offer. This package may depend on {@code cli.session} and
 * {@code cli.terminal}.
 */
package dev.openllm.server.cli.completion;
